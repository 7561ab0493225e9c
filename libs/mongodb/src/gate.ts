// So much work at once, what comes later waits here, in its order and however long that takes. The driver's own pool lets
// everything wait for a connection together, and sends it away once the wait is over: with enough of it nothing is ever done.

export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

export function gate(atOnceMax: number): Gate {
  const waiting = new Set<() => void>(); // in the order in which they came
  let inside = 0;

  function leave(): void {
    const [next] = waiting;
    if (next === undefined) {
      inside -= 1;
      return;
    }
    waiting.delete(next);
    next(); // takes the place of the one that leaves
  }

  return async (work) => {
    if (inside < atOnceMax) inside += 1;
    else await new Promise<void>((resolve) => waiting.add(resolve));
    try {
      return await work();
    } finally {
      leave();
    }
  };
}

/** How much of the connections that a client has one kind of work may hold. */
export function shareOf(connections: number, share: number): number {
  return Math.max(1, Math.floor(connections * share));
}
