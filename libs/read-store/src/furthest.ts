// The furthest of several sequences, ledger by ledger.

export function furthest(
  shown: Iterable<readonly [ledger: string, sequence: number]>,
): ReadonlyMap<string, number> {
  const reached = new Map<string, number>();
  for (const [ledger, sequence] of shown) {
    reached.set(ledger, Math.max(sequence, reached.get(ledger) ?? 0));
  }
  return reached;
}
