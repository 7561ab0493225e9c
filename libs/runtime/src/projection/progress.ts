// How far a build is that fills.

export type Progress = {
  /** Over all ledgers. */
  readonly entriesDone: number;
  readonly entriesTotal: number;
  readonly entriesPerSecond: number;
  /** undefined until there is a rate. */
  readonly secondsLeft?: number | undefined;
};
