// The port of the key store: keys of ledgers and of data subjects, and the directory of outside ids. Backed up apart from
// the ledger, never rebuilt from it: what is lost or erased here stays unreadable.

/** A data subject's two keys, 32 bytes each. */
export type SubjectKeys = {
  /** AES-256-GCM key of its personal fields. */
  readonly seal: Buffer;
  /** HMAC key from which nonces are derived, so that a retry gives the same bytes. */
  readonly nonce: Buffer;
};

export type KeyStore = {
  /** The ledger's HMAC key (32 bytes); undefined where it has none: never made, or lost. */
  ledgerKey(ledger: string): Promise<Buffer | undefined>;

  /** The same, made on first use. A ledger that the log holds has one already, or nothing may open it. */
  ensureLedgerKey(ledger: string): Promise<Buffer>;

  /** The keys of a data subject, `<kind>/<id>`; undefined where it has none (never made, or erased). */
  subjectKeys(ledger: string, subject: string): Promise<SubjectKeys | undefined>;

  /** The same, made on first use and durable before it is handed out: what is sealed under a lost key is lost. */
  ensureSubjectKeys(ledger: string, subject: string): Promise<SubjectKeys>;

  /** The opaque id that `digest` (base64url HMAC of source and record key) stands for. */
  lookUp(ledger: string, digest: string): Promise<string | undefined>;

  /** Claims `id` for `digest` unless it has one; resolves to the id that it has. */
  claim(ledger: string, digest: string, id: string): Promise<string>;

  close(): Promise<void>;
};

export class KeyStoreError extends Error {
  constructor(
    readonly code: 'wrong-master-key' | 'disk-full' | 'io' | 'closed' | 'newer-format',
    message: string,
    readonly retriable: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'KeyStoreError';
  }
}
