// A check of the report: what it looks at, and as many problems as a person will read.

export type Check = {
  readonly name: string;
  readonly ok: boolean;
  /** English sentences, the first of them; `… and n more` says how many are left out. */
  readonly problems: readonly string[];
};

const problemsMax = 20;

export class Problems {
  private readonly found: string[] = [];
  private more = 0;

  constructor(private readonly name: string) {}

  add(problem: string): void {
    if (this.found.length < problemsMax) this.found.push(problem);
    else this.more += 1;
  }

  get check(): Check {
    const rest = this.more === 0 ? [] : [`… and ${this.more} more`];
    return {
      name: this.name,
      ok: this.found.length === 0,
      problems: [...this.found, ...rest],
    };
  }
}
