// Supervisors and Prometheus ask every few seconds how everything stands: what that costs must not grow with all there is.
import { type EventLog } from '@ledger/event-log';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { Scribe } from '../projection/testing.js';
import { onceAtATime } from './once-at-a-time.js';
import { type StandingBuild, standingsOf } from './standing.js';

const ledgers = Array.from({ length: 100 }, (_, index) => `ledger-${index}`);

/** A log of many ledgers of three entries that counts what it is asked. */
async function askedLog(): Promise<{ readonly log: EventLog; readonly asked: string[] }> {
  const whole = memoryEventLog();
  const points = [1, 2, 3].map((point) => ({ player: 'ada', points: point }));
  for (const ledger of ledgers) await whole.append(0, new Scribe().write(ledger, points));
  const asked: string[] = [];
  const noted =
    <A extends unknown[], T>(name: string, ask: (...words: A) => T) =>
    (...words: A): T => {
      asked.push(name);
      return ask(...words);
    };
  return {
    asked,
    log: {
      ...whole,
      head: noted('head', whole.head),
      halts: noted('halts', whole.halts),
      read: noted('read', whole.read),
    },
  };
}

describe('how read models stand', () => {
  it('is asked once of each ledger, however many of them are behind', async () => {
    const { log, asked } = await askedLog();
    const builds = ['a', 'b', 'c', 'd'].map((projection): StandingBuild => ({
      projection,
      reached: () => ({}),
    }));
    const standings = await standingsOf(log, builds, Date.parse('2100-01-01T00:00:00Z'));
    expect(standings.map(({ lagEntries }) => lagEntries)).toEqual([300, 300, 300, 300]);
    expect(standings[0]?.lagSeconds).toBeGreaterThan(60);
    const counts = ['head', 'halts', 'read'].map(
      (name) => asked.filter((one) => one === name).length,
    );
    expect(counts).toEqual([100, 1, 100]);
  });

  it('is told to all who ask meanwhile, and asked anew by who comes later', async () => {
    let asked = 0;
    const answers: (() => void)[] = [];
    const ask = onceAtATime(
      () => new Promise<number>((resolve) => answers.push(() => resolve((asked += 1)))),
    );
    const both = [ask(), ask()];
    answers.shift()?.();
    expect(await Promise.all(both)).toEqual([1, 1]);
    const next = ask();
    answers.shift()?.();
    expect([await next, answers]).toEqual([2, []]);
  });

  it('is asked anew after an answer that failed', async () => {
    const fates = [Promise.reject(new Error('away')), Promise.resolve('here')];
    const ask = onceAtATime(() => fates.shift() ?? Promise.resolve('later'));
    await expect(ask()).rejects.toThrow('away');
    expect(await ask()).toBe('here');
  });
});
