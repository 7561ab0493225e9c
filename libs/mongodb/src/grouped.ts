// Many small questions in few: what is asked while an answer is under way goes together with the next. However many ask at
// once, one connection is enough, and nobody stands in the driver's line until that gives up.

type Waiting<Q, A> = {
  readonly question: Q;
  resolve(answer: A): void;
  reject(error: unknown): void;
};

/**
 * @param ask of at most `atOnceMax` questions; it was begun after each of them was put, and where it fails all of them do
 */
export function grouped<Q, A>(
  ask: (questions: readonly Q[]) => Promise<(question: Q) => A>,
  atOnceMax: number,
): (question: Q) => Promise<A> {
  const waiting: Waiting<Q, A>[] = [];
  let isAsking = false;

  async function askNext(): Promise<void> {
    const group = waiting.splice(0, atOnceMax);
    try {
      const answer = await ask(group.map(({ question }) => question));
      for (const { question, resolve } of group) resolve(answer(question));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  async function askAll(): Promise<void> {
    isAsking = true;
    while (waiting.length > 0) await askNext();
    isAsking = false;
  }

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (!isAsking) void askAll();
    });
}
