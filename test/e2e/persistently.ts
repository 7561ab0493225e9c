// A caller that asks the same until it is answered.
const answeredWithinMs = 45_000; // bound of 15 s with a margin of three
const retryMs = 100;

/** @returns the sequence of what was recorded */
export async function persistently(
  send: () => Promise<{ readonly sequence: number }>,
): Promise<number> {
  return (await answered(send)).sequence;
}

/** Asks until it does not throw. */
export async function answered<T>(ask: () => Promise<T>): Promise<T> {
  for (const until = performance.now() + answeredWithinMs; ;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }
}
