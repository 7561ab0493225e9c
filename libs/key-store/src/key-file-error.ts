// Why a key file can't be used.

export type KeyFileErrorCode =
  | 'keys-not-a-key-file'
  | 'keys-newer-format'
  /** Another passphrase, or its first lines were altered: that can't be told apart. */
  | 'passphrase-wrong'
  | 'keys-damaged'
  | 'keys-cut-off';

export class KeyFileError extends Error {
  constructor(
    readonly code: KeyFileErrorCode,
    /** From 1 on. */
    readonly line: number,
  ) {
    super(`${code} in line ${line}`);
    this.name = 'KeyFileError';
  }
}
