// Which records an import has just changed, until the read models show it: a later row of the same record must see that.

export class Touched {
  private readonly pending = new Map<string, Promise<number>>();
  private readonly recorded = new Map<string, number>();

  /** @param begun the sequence that every row must see at least */
  constructor(private readonly begun: number) {}

  /** The sequence that must be visible before rows with these keys are planned; waits for those still in flight. */
  async before(keys: readonly string[]): Promise<number> {
    // All are looked up at once: the caller adds its own rows under the same keys next.
    const recorded = keys.map((key) => this.recorded.get(key) ?? 0);
    const inFlight = keys.flatMap((key) => this.pending.get(key) ?? []);
    return Math.max(this.begun, ...recorded, ...(await Promise.all(inFlight)));
  }

  /** `sequence` resolves to what the row recorded last, 0 where it recorded nothing; it never rejects. */
  add(key: string, sequence: Promise<number>): void {
    this.pending.set(key, sequence);
    void sequence.then((recorded) => {
      if (this.pending.get(key) === sequence) this.pending.delete(key);
      if (recorded > 0) this.recorded.set(key, recorded);
    });
  }

  /** Forgets what is visible at `sequence`. */
  seen(sequence: number): void {
    for (const [key, recorded] of this.recorded) {
      if (recorded <= sequence) this.recorded.delete(key);
    }
  }
}
