// Counts by a few words. A map and an addition: what counts every command must cost nothing beside it.

const separator = '\u0000';

export class Tally {
  private readonly counts = new Map<string, number>();

  add(...words: readonly string[]): void {
    const key = words.join(separator);
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  of(...words: readonly string[]): number {
    return this.counts.get(words.join(separator)) ?? 0;
  }

  *[Symbol.iterator](): Iterator<readonly [words: readonly string[], count: number]> {
    for (const [key, count] of this.counts) yield [key.split(separator), count];
  }
}
