import { type Event } from '@ledger/ledger';
import { type LateChangesAnswer } from './kpi.answers.js';
import { GetKpiHistory, KpiHistoryHandler } from './kpi.queries.js';
import { LateChangesHandler, type LateChangesQuery, ListLateChanges } from './late.queries.js';
import { event, modelsOf, target, won } from './testing.js';

const now = '2021-01-01T12:00:00.000Z';
const quarter = { period: '2017-Q4' };
const aimed = target('organization', 4, { ...quarter, metric: 'deals-won' });
const events: readonly Event[] = [
  won('ann', 100, '2017-11-01'),
  won('bob', 300, '2017-11-02'),
  aimed,
  event('TargetAdjusted', aimed.subject, { was: 4, value: 2, reason: 'sealed:r', corrects: 4 }),
  won('cyd', 200, '2017-12-03'),
];
/** All but the first after the quarter had ended. */
const times = Object.fromEntries([1, 2, 3, 4].map((i) => [i, `2018-01-0${i}T09:00:00.000Z`]));

const asked = async (query: Omit<LateChangesQuery, 'period'>): Promise<LateChangesAnswer> =>
  new LateChangesHandler(await modelsOf(events, { times })).execute(
    new ListLateChanges('acme', 'deals-won', { ...quarter, ...query }, now),
  );

describe('the late changes of a period', () => {
  it('are told page by page, each with the value that the next page begins with', async () => {
    const whole = await asked({});
    expect(whole).toMatchObject({
      ...{ kpi: 'deals-won', scope: 'organization', label: '2017-Q4' },
      ...{ count: 4, was: '1', is: '3', isCut: false },
    });
    expect(whole.cursor).toBeUndefined();
    const first = await asked({ limit: 3 });
    const second = await asked({ limit: 3, cursor: first.cursor ?? '' });
    expect([...first.entries, ...second.entries]).toEqual(whole.entries);
    expect([first.count, second.count, second.cursor]).toEqual([4, 4, undefined]);
    expect([second.was, second.is]).toEqual(['1', '3']);
  });

  it('are those of its own target, too, which leave the value as it is', async () => {
    const { entries } = await asked({});
    expect(entries.map(({ type, was, is, targets }) => [type, was, is, targets])).toEqual([
      ['DealWon', '2', '3', undefined],
      ['TargetAdjusted', '2', '2', [{ metric: 'deals-won', was: '4', is: '2' }]],
      ['TargetSet', '2', '2', [{ metric: 'deals-won', was: null, is: '4' }]],
      ['DealWon', '1', '2', undefined],
    ]);
  });

  it('are those of the history', async () => {
    const handler = new KpiHistoryHandler(await modelsOf(events, { times }));
    const { periods } = await handler.execute(
      new GetKpiHistory('acme', 'deals-won', { ...quarter, periods: 2 }, now),
    );
    const { count, was, is, isCut, entries } = await asked({});
    expect(periods.map(({ late }) => late)).toEqual([
      expect.objectContaining({ count: 0 }),
      { count, was, is, isCut, entries },
    ]);
  });

  it('are not told by the cursor of another list', async () => {
    await expect(asked({ cursor: '!!' })).rejects.toMatchObject({ code: 'bad-cursor' });
  });
});
