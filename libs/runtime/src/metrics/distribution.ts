// How values spread over fixed bounds: what Prometheus calls a histogram, kept as plain numbers.

export class Distribution {
  /** How many values fell at or below each bound and above the one before; the last place is for those above all. */
  private readonly counts: number[];
  private total = 0;

  /** @param bounds ascending */
  constructor(readonly bounds: readonly number[]) {
    this.counts = new Array<number>(bounds.length + 1).fill(0);
  }

  add(value: number): void {
    let place = 0;
    while (place < this.bounds.length && value > (this.bounds[place] ?? 0)) place += 1;
    this.counts[place] = (this.counts[place] ?? 0) + 1;
    this.total += value;
  }

  get sum(): number {
    return this.total;
  }

  get count(): number {
    return this.counts.reduce((sum, count) => sum + count, 0);
  }

  /** Values at or below each bound. */
  get upTo(): readonly number[] {
    let sum = 0;
    return this.bounds.map((_, place) => (sum += this.counts[place] ?? 0));
  }
}
