// Told once more, the long way: what a KPI was before an entry is what is told of it where nothing from that one on was
// ever recorded.
import fc from 'fast-check';
import { type Event, addDays, todayIn } from '@ledger/ledger';
import { present } from '../changes.js';
import { histories } from '../measure/testing.js';
import { type KpiPeriodAnswer } from './kpi.answers.js';
import { GetKpiHistory, KpiHistoryHandler } from './kpi.queries.js';
import { type World, event, modelsOf, opened, places, target } from './testing.js';

const now = '2021-01-01T12:00:00.000Z';
const day = fc.integer({ min: 0, max: 500 }).map((days) => addDays('2017-01-01', days));
const turn = fc.nat(5);
const who = fc.constantFrom('ann', 'bob', 'cyd');
const value = fc.integer({ min: 0, max: 1_000_000 });

/** Somebody's role, end, team or territory; of whom nobody knows, that they came. */
const moves = fc.array(
  fc.record({
    ...{ day, turn, who: fc.constantFrom('ann', 'bob', 'cyd', 'boss', 'dan') },
    what: fc.constantFrom('role', 'leave', 'team', 'territory', 'parent'),
  }),
  { maxLength: 8 },
);
type Move = typeof moves extends fc.Arbitrary<readonly (infer M)[]> ? M : never;

const goals = fc.array(
  fc.record({
    ...{ day, turn, value },
    scope: fc.constantFrom('organization', 'team/north', 'salesperson/ann', 'salesperson/bob'),
  }),
  { maxLength: 6 },
);
type Goal = typeof goals extends fc.Arbitrary<readonly (infer G)[]> ? G : never;

/** A deal that stays open: who opened it, and its next days. */
const pipeline = fc.array(
  fc.record({ who, days: fc.array(day, { minLength: 1, maxLength: 3 }), turn, value }),
  { maxLength: 4 },
);
type Open = typeof pipeline extends fc.Arbitrary<readonly (infer O)[]> ? O : never;

function movesOf(all: readonly Move[], what: readonly Move['what'][]): readonly Event[] {
  const left = new Map<string, string>();
  const known = new Set(['ann', 'bob', 'cyd', 'boss']);
  return all
    .filter((one) => what.includes(one.what))
    .flatMap((one) => {
      const subject = `salesperson/${one.who}`;
      const even = one.turn % 2 === 0;
      if (one.what === 'parent') {
        const parent = even ? null : 'all';
        return [event('TeamMoved', 'team/north', { parent }, one.day)];
      }
      if (!known.has(one.who)) {
        known.add(one.who);
        const data = { name: `sealed:${subject}:x`, role: even ? 'salesperson' : 'manager' };
        return [event('SalespersonAdded', subject, data, one.day)];
      }
      switch (one.what) {
        case 'role': {
          const role = even ? 'salesperson' : 'manager';
          return [event('SalespersonChanged', subject, { role }, one.day)];
        }
        case 'leave': {
          // Who has left can only have left earlier.
          if (one.day >= (left.get(one.who) ?? '9999')) return [];
          left.set(one.who, one.day);
          return [event('SalespersonDeactivated', subject, {}, one.day)];
        }
        case 'team': {
          const team = [null, 'north', 'south', 'all', 'north', 'south'][one.turn];
          return [event('SalespersonAssignedToTeam', subject, { team }, one.day)];
        }
        case 'territory': {
          const territory = even ? 'x' : 'y';
          return [event('TerritoryAssigned', subject, { territory }, one.day)];
        }
      }
    });
}

function goalsOf(all: readonly Goal[], period: string): readonly Event[] {
  const standing = new Map<string, number>();
  return all.map(({ scope, value: next, turn: way, day: on }) => {
    const was = standing.get(scope);
    const elsewhere = { salesperson: scope.split('/')[1] ?? '', teams: ['south', 'all'] };
    const isElsewhere = scope.startsWith('salesperson/') && way % 2 === 0;
    const attribution = isElsewhere ? { attribution: elsewhere } : {};
    const set = target(scope, next, { period, ...attribution }, on);
    const changed = { was, reason: 'sealed:r', corrects: 2 };
    standing.set(scope, next);
    if (was === undefined) return set;
    if (way > 2) return event('TargetAdjusted', set.subject, { ...changed, value: next }, on);
    standing.delete(scope);
    return event('TargetWithdrawn', set.subject, changed, on);
  });
}

function opensOf(all: readonly Open[]): readonly Event[] {
  return all.flatMap(({ who: owner, days, turn: way, value: amountMinor }) => {
    const [first = '', ...later] = days;
    const came = opened(owner, amountMinor, first);
    const next = later.map((on, i) =>
      (way + i) % 2 === 0
        ? event('DealAdvanced', came.subject, { amountMinor: amountMinor + 7, stage: 's' }, on)
        : event('DealReassigned', came.subject, { owner: places['cyd'], reason: 'sealed:r' }, on),
    );
    return [came, ...next];
  });
}

/** Each list in its order, one event of one and then of another. */
function mixed(lists: readonly (readonly Event[])[], order: readonly number[]): readonly Event[] {
  const queues = lists.map((list) => [...list]);
  const events: Event[] = [];
  for (let i = 0; queues.some((queue) => queue.length > 0); i += 1) {
    const left = queues.filter((queue) => queue.length > 0);
    const next = left[(order[i % order.length] ?? 0) % left.length]?.shift();
    if (next !== undefined) events.push(next);
  }
  return events;
}

type Asked = {
  readonly kpi: string;
  readonly period: string;
  readonly scope: string;
  readonly organization?: 'today';
};

async function told(
  events: readonly Event[],
  { kpi, ...asked }: Asked,
  times: World['times'] = {},
): Promise<KpiPeriodAnswer & { readonly before: number }> {
  const handler = new KpiHistoryHandler(await modelsOf(events, { times }));
  const { periods, truth } = await handler.execute(new GetKpiHistory('acme', kpi, asked, now));
  const [period] = periods;
  if (period === undefined) throw new Error(asked.period);
  return { ...period, before: truth.sequence - events.length };
}

const question = fc.record({
  lists: fc.record({ histories, moves, goals, pipeline }),
  order: fc.array(fc.nat(3), { minLength: 20, maxLength: 20 }),
  gaps: fc.array(fc.nat(60), { minLength: 24, maxLength: 24 }),
  period: fc.constantFrom('2017', '2018', '2017-Q4', '2018-Q1', '2017-09'),
  scope: fc.constantFrom(
    'organization',
    'team/north',
    'team/all',
    'salesperson/ann',
    'territory/x',
  ),
  organization: fc.option(fc.constant('today' as const), { nil: undefined, freq: 3 }),
});

describe('late changes', () => {
  it.each([
    ...['attainment', 'pipeline-coverage', 'productivity', 'sales-amount', 'growth'],
    ...['new-customers', 'repeat-purchase-rate', 'retention'],
  ])(
    'of %s are what it would be without the later entries, entry by entry',
    async (kpi) => {
      await fc.assert(
        fc.asyncProperty(question, async ({ lists, order, gaps, organization, ...about }) => {
          // Where people stand today is no late change: it is asked with.
          const places =
            organization === undefined ? (['team', 'territory', 'parent'] as const) : [];
          const moved = movesOf(lists.moves, ['role', 'leave', ...places]);
          const [aimed, open] = [goalsOf(lists.goals, about.period), opensOf(lists.pipeline)];
          const events = mixed([lists.histories, moved, aimed, open], order).slice(0, gaps.length);
          const asked = present({ kpi, ...about, organization });
          let recorded = '2017-06-01';
          const times = gaps.map((gap) => `${(recorded = addDays(recorded, gap))}T12:00:00.000Z`);
          const { late, value: is, end, before } = await told(events, asked, { ...times });
          const isOnTime = (time: string): boolean => todayIn('Europe/Berlin', time) <= end;
          const onTime = events.filter((_, i) => isOnTime(times[i] ?? '')).length;
          let { value: stood } = await told(events.slice(0, onTime), asked);
          expect(late).toMatchObject({ was: stood, is, isCut: false });
          const entries = new Map(late.entries.map((one) => [one.sequence, one]));
          const isWhole = entries.size === late.count;
          for (let i = onTime; i < events.length; i += 1) {
            const { value: stands } = await told(events.slice(0, i + 1), asked);
            const one = entries.get(before + i + 1);
            if (one !== undefined)
              expect(one).toMatchObject({ was: stood, is: stands, type: events[i]?.type });
            else if (isWhole) expect(stands).toBe(stood);
            stood = stands;
          }
        }),
        { numRuns: 12 },
      );
    },
    240_000,
  );
});
