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
  /**
   * The ledger's HMAC key (32 bytes); undefined where it has none: never made, or lost.
   * @throws KeyStoreError `moving-in` while the ledger is being moved in
   */
  ledgerKey(ledger: string): Promise<Buffer | undefined>;

  /** The same, made on first use. A ledger that the log holds has one already, or nothing may open it. */
  ensureLedgerKey(ledger: string): Promise<Buffer>;

  /** The keys of a data subject, `<kind>/<id>`; undefined where it has none (never made, or erased). */
  subjectKeys(ledger: string, subject: string): Promise<SubjectKeys | undefined>;

  /**
   * The same, made on first use and durable before it is handed out: what is sealed under a lost key is lost.
   * @throws KeyStoreError `erased` where the subject had keys that were erased: it gets no others
   */
  ensureSubjectKeys(ledger: string, subject: string): Promise<SubjectKeys>;

  /** The opaque id that `digest` (base64url HMAC of source and record key) stands for. */
  lookUp(ledger: string, digest: string): Promise<string | undefined>;

  /** Claims `id` for `digest` unless it has one; resolves to the id that it has. */
  claim(ledger: string, digest: string, id: string): Promise<string>;

  close(): Promise<void>;
};

/** What a key store holds of a ledger, besides the ledger's own key. */
export type KeptKey =
  | { readonly what: 'subject'; readonly subject: string; readonly keys: SubjectKeys }
  | { readonly what: 'erased'; readonly subject: string }
  | { readonly what: 'directory'; readonly digest: string; readonly id: string };

/** How a ledger's keys leave one key store and come into another, and how they end. */
export type KeyMoving = {
  /** Destroys a data subject's keys for good, also those that it never had. Durable when it resolves. */
  eraseSubjectKeys(ledger: string, subject: string): Promise<void>;

  /** Everything that is kept of the ledger, each row once, in an order of its own; pages of at most 500, none empty. */
  kept(ledger: string): AsyncIterable<readonly KeptKey[]>;

  /**
   * Takes rows of another key store in, as they are; the same ones may come again. What is erased on either side is erased
   * here afterwards. Durable when it resolves.
   * @throws KeyStoreError `other-keys` where other keys, or another id, are here already; some rows may be in by then
   */
  adopt(ledger: string, rows: readonly KeptKey[]): Promise<void>;

  /** From now on, for every process, the ledger has no key to work with, until the move ends. May be said again. */
  beginMove(ledger: string): Promise<void>;

  isMoving(ledger: string): Promise<boolean>;

  /** The ledger's key, also while it is being moved in; undefined where it has none. */
  keyAtRest(ledger: string): Promise<Buffer | undefined>;

  /** Ends it. `key`: the ledger's from now on, in the place of any other; absent: the one that it had before, or none. */
  endMove(ledger: string, key?: Buffer): Promise<void>;
};

export type MovableKeyStore = KeyStore & KeyMoving;

export class KeyStoreError extends Error {
  constructor(
    readonly code:
      | 'wrong-master-key'
      | 'disk-full'
      | 'io'
      | 'closed'
      | 'newer-format'
      /** The subject's keys were erased, and it gets no others. */
      | 'erased'
      /** The ledger is being moved in: until that has ended nothing can be recorded in it. */
      | 'moving-in'
      /** Other keys than those that come in are here already. */
      | 'other-keys',
    message: string,
    readonly retriable: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'KeyStoreError';
  }
}
