import { paused } from './paused.js';

/** Longer than any spec may take. */
const msTooMany = 3_600_000;

describe('a pause', () => {
  it('is none where it is aborted already', async () => {
    await expect(paused(msTooMany, AbortSignal.abort())).resolves.toBeUndefined();
  });

  it('ends as soon as it is aborted', async () => {
    const ending = new AbortController();
    const pause = paused(msTooMany, ending.signal);
    ending.abort();
    await expect(pause).resolves.toBeUndefined();
  });

  it('ends by itself', async () => {
    await expect(paused(1, new AbortController().signal)).resolves.toBeUndefined();
  });
});
