// Two small shapes that events of several slices carry.

/** A personal text as it stands in entries and rows: ciphertext that only the query edge opens. */
export type Sealed = string;

/** Where an imported fact came from. */
export type Source = {
  readonly system: string;
  /** The record's key there; an opaque digest where the key itself is personal. */
  readonly record: string;
  /** ISO instant, where the source tells it. */
  readonly modifiedAt?: string;
  /** base64url HMAC of the record under the ledger key: tells a changed record from an unchanged one. */
  readonly hash: string;
};
