// What a verification found, as the API tells it and as an exported file's check does.

export type VerifyReport = {
  readonly ledger: string;
  readonly entries: number;
  readonly head: string;
  readonly checks: readonly {
    readonly name: string;
    readonly ok: boolean;
    readonly problems: readonly string[];
  }[];
};
