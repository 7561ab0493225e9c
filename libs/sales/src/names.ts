// How a query that has to know names opens them: rows hold them sealed, and only the edge has keys. An app says who does it.

export abstract class Names {
  /** The same names opened, in that order; null for whose keys are gone. What was not sealed stays as it is. */
  abstract open(ledger: string, names: readonly string[]): Promise<readonly (string | null)[]>;
}
