// Which service takes which partition: one that has its state at hand where there is any, the one that has it already where
// that is fair, and otherwise whoever has the fewest.

export type Sharer = {
  readonly service: string;
  /** Partitions whose state it has at hand. */
  readonly warm: ReadonlySet<number>;
  /** Partitions that fell to it before. */
  readonly holds: ReadonlySet<number>;
};

/** Always the same for the same sharers, in whatever order. @returns the partitions of each service */
export function shareOut(
  sharers: readonly Sharer[],
  partitions: number,
): ReadonlyMap<string, readonly number[]> {
  const sorted = sharers.toSorted((a, b) => (a.service < b.service ? -1 : 1));
  const shares = new Map(sorted.map(({ service }): [string, number[]] => [service, []]));
  const shareOf = ({ service }: Sharer): number[] => shares.get(service) ?? [];
  const fair = Math.ceil(partitions / sorted.length);
  const left: number[] = [];
  for (let partition = 0; partition < partitions; partition += 1) {
    const holder = candidates(sorted, partition).find(
      (one) => one.holds.has(partition) && shareOf(one).length < fair,
    );
    if (holder === undefined) left.push(partition);
    else shareOf(holder).push(partition);
  }
  for (const partition of left) {
    const [first, ...others] = candidates(sorted, partition);
    if (first === undefined) continue;
    const least = others.reduce(
      (best, one) => (shareOf(one).length < shareOf(best).length ? one : best),
      first,
    );
    shareOf(least).push(partition);
  }
  return shares;
}

function candidates(sharers: readonly Sharer[], partition: number): readonly Sharer[] {
  const warm = sharers.filter((one) => one.warm.has(partition));
  return warm.length > 0 ? warm : sharers;
}
