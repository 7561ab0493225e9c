import { Touched } from './touched.js';

describe('records that an import has just changed', () => {
  it('make later rows wait until they are recorded, and then ask for what was recorded', async () => {
    const touched = new Touched(0);
    let record: (sequence: number) => void = () => undefined;
    touched.add(
      'D-1',
      new Promise((resolve) => {
        record = resolve;
      }),
    );
    const before = touched.before(['D-2', 'D-1']);
    record(17);
    expect(await before).toBe(17);
    expect(await touched.before(['D-1'])).toBe(17);
    expect(await touched.before(['D-2'])).toBe(0);
  });

  it('show no less than what was recorded before the import began', async () => {
    const touched = new Touched(9);
    expect(await touched.before(['D-1'])).toBe(9);
    touched.add('D-1', Promise.resolve(11));
    expect(await touched.before(['D-1'])).toBe(11);
    touched.seen(11);
    expect(await touched.before(['D-1'])).toBe(9);
  });

  it('do not make rows wait for themselves', async () => {
    const touched = new Touched(0);
    const before = touched.before(['D-1', 'D-2']);
    for (const key of ['D-1', 'D-2'])
      touched.add(
        key,
        before.then(() => 17),
      );
    expect(await before).toBe(0);
  });

  it('are forgotten once they are visible', async () => {
    const touched = new Touched(0);
    touched.add('D-1', Promise.resolve(17));
    await touched.before(['D-1']);
    touched.seen(16);
    expect(await touched.before(['D-1'])).toBe(17);
    touched.seen(17);
    expect(await touched.before(['D-1'])).toBe(0);
  });
});
