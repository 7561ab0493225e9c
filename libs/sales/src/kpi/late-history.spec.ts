// The periods of a history share what was read for one of them: each is told what it would be told alone.
import fc from 'fast-check';
import { addDays } from '@ledger/ledger';
import { present } from '../changes.js';
import { histories } from '../measure/testing.js';
import { type KpiPeriodAnswer } from './kpi.answers.js';
import { GetKpiHistory, KpiHistoryHandler } from './kpi.queries.js';
import { modelsOf } from './testing.js';

const now = '2021-01-01T12:00:00.000Z';

const question = fc.record({
  events: histories,
  gaps: fc.array(fc.nat(90), { minLength: 40, maxLength: 40 }),
  kpi: fc.constantFrom('new-customers', 'repeat-purchase-rate', 'retention', 'growth'),
  range: fc.constantFrom(
    { period: '2018-03-31', periods: 40 },
    { period: '2018-W20', periods: 16 },
    { period: '2018-06', periods: 14 },
    { period: '2018', periods: 2 },
  ),
  scope: fc.constantFrom('organization', 'team/all', 'salesperson/ann', 'product/p1'),
  organization: fc.option(fc.constant('today' as const), { nil: undefined, freq: 3 }),
});

describe('the periods of a history', () => {
  it('have the late changes that each of them has alone', async () => {
    let late = 0;
    await fc.assert(
      fc.asyncProperty(question, async ({ events, gaps, kpi, range, ...about }) => {
        let recorded = '2017-03-01';
        const times = gaps.map((gap) => `${(recorded = addDays(recorded, gap))}T12:00:00.000Z`);
        const handler = new KpiHistoryHandler(await modelsOf(events, { times: { ...times } }));
        const told = async (asked: object): Promise<readonly KpiPeriodAnswer[]> => {
          const answer = await handler.execute(
            new GetKpiHistory('acme', kpi, present({ ...about, ...asked }), now),
          );
          return answer.periods;
        };
        const together = await told(range);
        expect(together).toHaveLength(range.periods);
        for (const one of together) {
          late += one.late.count;
          expect([one]).toEqual(await told({ period: one.label }));
        }
      }),
      { numRuns: 12 },
    );
    expect(late).toBeGreaterThan(0);
  }, 60_000);
});
