import { Watch } from './watch.js';

describe('Watch', () => {
  const never = new AbortController().signal;

  it('rests until somebody waits', async () => {
    const watch = new Watch();
    const rested = watch.rest(60_000, never);
    const waiting = watch.until(() => false);
    await rested;
    watch.close();
    expect(await waiting).toBe('closed');
  });

  it('does not rest while somebody waits, and rests again afterwards', async () => {
    const watch = new Watch();
    let isMet = false;
    const waiting = watch.until(() => isMet);
    await watch.rest(60_000, never);
    isMet = true;
    watch.notify();
    expect(await waiting).toBe('met');
    const begun = performance.now();
    await watch.rest(30, never);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(29);
  });

  it('rests no longer than it may', async () => {
    const watch = new Watch();
    const ending = new AbortController();
    const rested = watch.rest(60_000, ending.signal);
    ending.abort();
    await rested;
    await watch.rest(60_000, ending.signal);
  });
});
