// A caller that sends the same command until it is answered.
const answeredWithinMs = 45_000; // bound of 15 s with a margin of three
const retryMs = 100;

/** @returns the sequence of what was recorded */
export async function persistently(
  send: () => Promise<{ readonly sequence: number }>,
): Promise<number> {
  for (const until = performance.now() + answeredWithinMs; ;) {
    try {
      return (await send()).sequence;
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }
}
