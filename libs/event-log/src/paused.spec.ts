import { paused } from './paused.js';

const msTooMany = 60_000;

describe('a pause', () => {
  it('is none where it is aborted already', async () => {
    await paused(msTooMany, AbortSignal.abort());
  });

  it('ends as soon as it is aborted', async () => {
    const ending = new AbortController();
    const pause = paused(msTooMany, ending.signal);
    ending.abort();
    await pause;
  });

  it('ends by itself', async () => {
    await paused(1, new AbortController().signal);
  });
});
