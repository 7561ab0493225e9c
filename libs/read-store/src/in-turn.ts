// Work of the same name one after another, work of different names side by side.

/** Runs `work` when all earlier work of that name has ended, whether well or not. */
export type Turns = <T>(name: string, work: () => Promise<T>) => Promise<T>;

export function inTurn(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const before = last.get(name);
    const mine = before === undefined ? work() : before.then(work, work);
    last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (last.get(name) === mine) last.delete(name);
    }
  };
}
