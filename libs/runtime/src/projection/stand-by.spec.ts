// Several processes that keep the same read models up to date.
import { Logger } from '@nestjs/common';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { memoryReadStore } from '@ledger/read-store/memory/read-store.js';
import { ProjectionRunner } from './runner.js';
import { Scribe, rowsOf, scoreCatalogue, scoreProjection } from './testing.js';

const warned: unknown[] = [];
const quiet = (): void => undefined;
const warn = (said: unknown): number => warned.push(said);
beforeAll(() => Logger.overrideLogger({ log: quiet, debug: quiet, warn, error: quiet }));
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
  const runner = async (projection = scoreProjection()): Promise<ProjectionRunner> => {
    const started = new ProjectionRunner({
      ...{ log, store, projections: [projection], catalogue: scoreCatalogue },
      standBy: { lookMs: 5 },
      onFatal: (error) => fatal.push(error),
    });
    await started.start();
    return started;
  };
  const totals = async (build = 'score.v1.1'): Promise<readonly unknown[]> =>
    Promise.all(
      ['acme', 'globex'].map(async (ledger) => {
        const { player } = await rowsOf(store, build, ledger);
        return player?.[0]?.row['total'];
      }),
    );
  return { append, runner, totals, fatal, store };
}

/** Until the runner shows what the other one has switched to. */
async function moved(runner: ProjectionRunner, build: string | undefined): Promise<void> {
  await runner.watch.until(() => runner.serving('score')?.build === build);
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
    expect([fatal, warned]).toEqual([[], []]); // that the other one was quicker is how it should be
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

describe('a rebuild on one of two', () => {
  it('is joined by the other, which moves on to the new build while entries arrive', async () => {
    const { append, runner, totals, fatal } = await given();
    await append('acme', 300);
    const [one, two] = [await runner(), await runner()];
    await Promise.all([one.caughtUp(), two.caughtUp()]);
    for (let made = 2; made <= 6; made += 1) {
      let isDone = false;
      const [asked] = made % 2 === 0 ? [one] : [two];
      const rebuilt = asked.rebuild('score').finally(() => (isDone = true));
      while (!isDone) {
        await append('acme', 1);
        await new Promise(setImmediate);
      }
      await rebuilt;
      await append('globex', 1);
      await Promise.all([one, two].map((each) => moved(each, `score.v1.${made}`)));
      await Promise.all([one.caughtUp(), two.caughtUp()]);
      const shown = one.serving('score')?.in('acme')?.checkpoint?.sequence;
      expect(two.serving('score')?.in('acme')?.checkpoint?.sequence).toBe(shown);
      expect(await totals(`score.v1.${made}`)).toEqual([shown, made - 1]);
    }
    await Promise.all([one.stop(), two.stop()]);
    expect(fatal).toEqual([]);
  });

  it('is the same one where both are asked', async () => {
    const { append, runner, fatal, store } = await given();
    await append('acme', 20);
    const [one, two] = [await runner(), await runner()];
    await Promise.all([one.caughtUp(), two.caughtUp()]);
    await Promise.all([one.rebuild('score'), two.rebuild('score')]);
    await Promise.all([moved(one, 'score.v1.2'), moved(two, 'score.v1.2')]);
    expect(await store.getMeta('builds/score')).toEqual({
      made: 2,
      dropping: [],
      serving: { build: 'score.v1.2', version: 1 },
    });
    await Promise.all([one.stop(), two.stop()]);
    expect(fatal).toEqual([]);
  });

  it('goes on with the other one where its own has stopped', async () => {
    const { append, runner, totals, fatal } = await given();
    await append('acme', 2_000);
    const [one, two] = [await runner(), await runner()];
    await Promise.all([one.caughtUp(), two.caughtUp()]);
    const cut = one.rebuild('score').catch((error: unknown) => error);
    await one.watch.until(() => one.progress('score') !== undefined);
    await one.stop();
    await cut;
    await moved(two, 'score.v1.2');
    expect(await totals('score.v1.2')).toEqual([2_000, undefined]);
    await two.stop();
    expect(fatal).toEqual([]);
  });

  it('of a later release takes the place of an earlier one, which leaves it alone', async () => {
    const { append, runner, totals, fatal } = await given();
    await append('acme', 10);
    const earlier = await runner();
    await earlier.caughtUp();
    const later = await runner(scoreProjection({ version: 2 }));
    await later.caughtUp();
    await moved(earlier, undefined);
    const again = await runner();
    await append('acme', 1);
    await later.caughtUp();
    expect([again.serving('score'), again.progress('score')]).toEqual([undefined, undefined]);
    expect(later.serving('score')?.build).toBe('score.v2.2');
    expect(await totals('score.v2.2')).toEqual([11, undefined]);
    await Promise.all([earlier, later, again].map((one) => one.stop()));
    expect(fatal).toEqual([]);
  });
});
