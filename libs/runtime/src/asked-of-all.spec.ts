import { askedOfAll } from './asked-of-all.js';

const numbers = Array.from({ length: 100 }, (_, n) => n);

describe('many questions', () => {
  it('are answered in their order, whatever answers come first', async () => {
    const ask = async (n: number): Promise<number> => {
      for (let turns = n % 7; turns > 0; turns -= 1) await Promise.resolve();
      return n * 2;
    };
    expect([...(await askedOfAll(numbers, ask))]).toEqual(numbers.map((n) => [n, n * 2]));
  });

  it('are asked some at once, and never all', async () => {
    let [open, openMost] = [0, 0];
    await askedOfAll(numbers, async () => {
      openMost = Math.max(openMost, (open += 1));
      await Promise.resolve();
      open -= 1;
    });
    expect([openMost > 1, openMost < numbers.length]).toEqual([true, true]);
  });

  it('end with the first that fails', async () => {
    const asked: number[] = [];
    const answers = askedOfAll(numbers, async (n) => {
      asked.push(n);
      if (n === 3) throw new Error('no answer');
    });
    await expect(answers).rejects.toThrow('no answer');
    expect(asked).not.toContain(99);
  });
});
