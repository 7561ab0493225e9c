import { gate, shareOf } from './gate.js';

/** Work that goes on until it is told to end. */
function works(): {
  readonly begun: number[];
  begin(name: number): () => Promise<number>;
  end(name: number, error?: Error): void;
} {
  const ends = new Map<number, (error?: Error) => void>();
  const begun: number[] = [];
  return {
    begun,
    begin: (name) => () => {
      begun.push(name);
      return new Promise((resolve, reject) =>
        ends.set(name, (error) => (error === undefined ? resolve(name) : reject(error))),
      );
    },
    end: (name, error) => ends.get(name)?.(error),
  };
}

describe('a gate', () => {
  it('lets so much in, and the rest one after another in the order in which it came', async () => {
    const { begun, begin, end } = works();
    const enter = gate(2);
    const all = [1, 2, 3, 4].map((name) => enter(begin(name)));
    expect(begun).toEqual([1, 2]);
    end(2);
    expect(await all[1]).toBe(2);
    expect(begun).toEqual([1, 2, 3]);
    const late = enter(begin(5));
    end(1);
    await all[0];
    end(3);
    await all[2];
    expect(begun).toEqual([1, 2, 3, 4, 5]);
    end(4);
    end(5);
    expect(await Promise.all([...all, late])).toEqual([1, 2, 3, 4, 5]);
  });

  it('is left by work that fails, too', async () => {
    const { begun, begin, end } = works();
    const enter = gate(1);
    const failed = enter(begin(1));
    const next = enter(begin(2));
    end(1, new Error('away'));
    await expect(failed).rejects.toThrow('away');
    expect(begun).toEqual([1, 2]);
    end(2);
    expect(await next).toBe(2);
  });

  it('leaves one place at least, however few connections there are', () => {
    expect([shareOf(100, 0.4), shareOf(1, 0.4)]).toEqual([40, 1]);
  });
});
