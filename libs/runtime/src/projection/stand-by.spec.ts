// Several processes that keep the same read models up to date.
import { Logger } from '@nestjs/common';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { memoryReadStore } from '@ledger/read-store/memory/read-store.js';
import { ProjectionRunner } from './runner.js';
import { Scribe, rowsOf, scoreCatalogue, scoreProjection } from './testing.js';

beforeAll(() => Logger.overrideLogger(false));
afterAll(() => Logger.overrideLogger(['error']));

const score = { player: 'p-1', points: 1 };

async function given() {
  const log = memoryEventLog();
  const store = memoryReadStore();
  const scribe = new Scribe();
  const fatal: unknown[] = [];
  const append = (ledger: string, count: number): Promise<void> =>
    log.append(
      0,
      scribe.write(
        ledger,
        Array.from({ length: count }, () => score),
      ),
    );
  const runner = async (): Promise<ProjectionRunner> => {
    const projections = [scoreProjection()];
    const started = new ProjectionRunner({
      ...{ log, store, projections, catalogue: scoreCatalogue },
      standBy: { lookMs: 5 },
      onFatal: (error) => fatal.push(error),
    });
    await started.start();
    return started;
  };
  const totals = async (): Promise<readonly unknown[]> =>
    Promise.all(
      ['acme', 'globex'].map(async (ledger) => {
        const { player } = await rowsOf(store, 'score.v1.1', ledger);
        return player?.[0]?.row['total'];
      }),
    );
  return { append, runner, totals, fatal };
}

describe('of two that fold the same build', () => {
  it('each shows what the other commits, and no entry counts twice', async () => {
    const { append, runner, totals, fatal } = await given();
    await append('acme', 10);
    const [one, two] = [await runner(), await runner()];
    for (let round = 1; round <= 20; round += 1) {
      await append('acme', 3);
      await append('globex', 2);
      if (round % 5 === 0) await Promise.all([one.caughtUp(), two.caughtUp()]);
    }
    expect(await totals()).toEqual([70, 40]);
    await Promise.all([one.stop(), two.stop()]);
    expect(fatal).toEqual([]);
  });

  it.each(['first', 'second'])('one goes on where the %s stops', async (which) => {
    const { append, runner, totals, fatal } = await given();
    const [one, two] = [await runner(), await runner()];
    await append('acme', 10);
    await Promise.all([one.caughtUp(), two.caughtUp()]);
    const [left, stays] = which === 'first' ? [one, two] : [two, one];
    await left.stop();
    await append('acme', 5);
    await append('globex', 5);
    await stays.caughtUp();
    expect(await totals()).toEqual([15, 5]);
    await stays.stop();
    expect(fatal).toEqual([]);
  });
});
