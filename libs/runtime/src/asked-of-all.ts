// Asks the same about each of many, some at once: where a log is on servers an answer is mostly waiting, and asked one after
// another a start would wait as often as there are ledgers.
const askedAtOnceDefault = 32;

/** In the order in which they are given. @throws what `ask` throws first */
export async function askedOfAll<One, Answer>(
  all: readonly One[],
  ask: (one: One) => Promise<Answer>,
  askedAtOnce = askedAtOnceDefault,
): Promise<ReadonlyMap<One, Answer>> {
  const answers = new Map<One, Answer>();
  for (let from = 0; from < all.length; from += askedAtOnce) {
    const some = all.slice(from, from + askedAtOnce);
    const told = await Promise.all(some.map(async (one) => [one, await ask(one)] as const));
    for (const [one, answer] of told) answers.set(one, answer);
  }
  return answers;
}
