// A caller that asks the same until it is answered.
import { type Api } from './testing.js';

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

/** The same, but it asks again where a store did not answer in time, as 503 tells callers to. */
export function patient(api: Api): Api {
  return {
    ...api,
    head: (ledger) => answered(() => api.head(ledger)),
    get: (path) =>
      answered(async () => {
        const answer = (await api.get(path)) as { readonly status?: unknown }; // a problem's own
        if (answer.status === 503) throw new Error(JSON.stringify(answer));
        return answer;
      }),
  };
}
