import { latest } from './latest.js';

describe('a shared question', () => {
  const pending: ((answer: number) => void)[] = [];
  const ask = (): Promise<number> => new Promise((resolve) => pending.push(resolve));

  it('is asked once more for all who come while it is under way', async () => {
    const question = latest(ask);
    const first = question();
    const later = [question(), question(), question()];
    expect(pending).toHaveLength(1);
    pending.shift()?.(1);
    expect(await first).toBe(1);
    pending.shift()?.(2);
    expect(await Promise.all(later)).toEqual([2, 2, 2]);
    expect(pending).toHaveLength(0);
  });

  it('is asked again after a failure', async () => {
    let isDown = true;
    const question = latest(async () => {
      if (isDown) throw new Error('down');
      return 1;
    });
    const [failed, next] = [question(), question()];
    await expect(failed).rejects.toThrow('down');
    await expect(next).rejects.toThrow('down');
    isDown = false;
    expect(await question()).toBe(1);
  });
});
