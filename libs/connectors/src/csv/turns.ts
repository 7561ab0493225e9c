// How much all imports of a process have under way at once: whoever comes next stands in line, first come, first served.

export class Turns {
  private readonly line: (() => void)[] = [];

  /** @param free how many turns there are at once */
  constructor(private free: number) {}

  /** Resolves, when it is one's turn, to what ends it. */
  async next(): Promise<() => void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.line.push(resolve));
    return () => this.end();
  }

  private end(): void {
    const next = this.line.shift();
    if (next === undefined) this.free += 1;
    else next();
  }
}
