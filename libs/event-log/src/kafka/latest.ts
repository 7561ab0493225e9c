// Shares one question among all who ask at the same time, and gives nobody an answer from before they asked.

export function latest<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  let next: Promise<T> | undefined;

  function begin(): Promise<T> {
    next = undefined;
    const answer = ask().finally(() => {
      if (asked === answer) asked = undefined;
    });
    asked = answer;
    return answer;
  }

  return () => {
    if (next !== undefined) return next;
    if (asked === undefined) return begin();
    return (next = asked.then(begin, begin));
  };
}
