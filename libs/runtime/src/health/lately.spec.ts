import { LogError } from '@ledger/event-log';
import { Lately } from './lately.js';

describe('what is asked again and again', () => {
  const fates: Promise<string>[] = [];
  let nowMs = 0;
  const lately = new Lately(
    () => fates.shift() ?? new Promise<string>(() => undefined),
    () => nowMs,
  );

  it('is told as it is where it comes in time, as it was a moment ago where it does not', async () => {
    expect(await lately.told(1)).toEqual({ status: 'down', isLate: true });
    fates.push(Promise.resolve('first'));
    expect(await lately.told(1)).toEqual({ status: 'up', value: 'first' });
    nowMs = 60_000;
    expect(await lately.told(1)).toEqual({ status: 'up', value: 'first' });
    nowMs = 60_001;
    expect(await lately.told(1)).toEqual({ status: 'down', isLate: true });
  });

  it('is down where it fails, whatever it was', async () => {
    fates.push(Promise.resolve('second'));
    await lately.told(1);
    fates.push(Promise.reject(new LogError('io', 'no broker answers', 'not-appended', true)));
    expect(await lately.told(1)).toEqual({ status: 'down' });
  });
});
