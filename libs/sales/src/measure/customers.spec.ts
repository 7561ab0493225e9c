import fc from 'fast-check';
import { type Row } from '@ledger/ledger';
import { type DealEvent, type Won } from '../deal/deal.events.js';
import { type CustomerCounts, type CustomersView, customersBy } from './customers.js';
import { histories, measured } from './testing.js';

const ann = { salesperson: 'ann', teams: [] };
const bob = { salesperson: 'bob', teams: [] };
const cyd = { salesperson: 'cyd', teams: [] };
const piped = { salesperson: 'bob|customer|2017-04-01', teams: [] };

function won(closedOn: string, customer: string | undefined, who = ann): DealEvent {
  const primary = [{ ...who, shareBp: 10_000, amountMinor: 10 }];
  const data: Won = {
    closedOn,
    amountMinor: 10,
    currency: 'USD',
    lines: [],
    primary,
    overlay: [],
    customer,
  };
  return { type: 'DealWon', subject: `deal/${closedOn}-${customer}`, occurredOn: closedOn, data };
}

/** A view that hands out few rows at a time. */
function viewOf(rows: ReadonlyMap<string, Row>): CustomersView {
  const ids = [...rows.keys()].sort();
  return {
    find: async ({ prefix: [prefix = ''] = [], cursor = '' }) => {
      const found = ids.filter((id) => id.startsWith(String(prefix)) && id > cursor);
      const page = found.slice(0, 3).map((id) => ({ id, row: rows.get(id) ?? {} }));
      const last = found.length > page.length ? page.at(-1)?.id : undefined;
      return { rows: page, ...(last === undefined ? {} : { cursor: last }) };
    },
  };
}

const secondQuarter = {
  now: ['2017-04-01', '2017-05-01', '2017-06-01'],
  previous: ['2017-01-01', '2017-02-01', '2017-03-01'],
};
const nobody = { buying: 0, first: 0, repeat: 0, retained: 0 };

async function inSecondQuarter(
  events: readonly DealEvent[],
  only = 'organization',
  by: 'organization' | 'salesperson' | 'team' = 'organization',
): Promise<CustomerCounts> {
  const view = viewOf(measured(events).get('bought') ?? new Map());
  return (await customersBy(view, { ...secondQuarter, by, only })).get(only) ?? nobody;
}

describe('customers', () => {
  const events = [
    won('2016-12-31', 'old'),
    won('2017-03-31', 'loyal'),
    won('2017-04-01', 'loyal'),
    won('2017-05-01', 'old', bob),
    won('2017-05-02', 'new'),
    won('2017-06-30', 'new', bob),
    won('2017-05-03', undefined),
    won('2017-07-01', 'later'),
  ];

  it('are new, come again, or stay', async () => {
    expect(await inSecondQuarter(events)).toEqual({ buying: 3, first: 1, repeat: 2, retained: 1 });
  });

  it('of one person are new to that person', async () => {
    expect(await inSecondQuarter(events, 'bob', 'salesperson')).toEqual({
      buying: 2,
      first: 2,
      repeat: 0,
      retained: 0,
    });
  });

  it('of everyone are read in one go, whoever had some in the period', async () => {
    const more = [...events, won('2017-03-01', 'lost', cyd), won('2017-04-02', 'x', piped)];
    const view = viewOf(measured(more).get('bought') ?? new Map());
    const all = await customersBy(view, { ...secondQuarter, by: 'salesperson' });
    expect([...all].toSorted()).toEqual([
      ['ann', { buying: 2, first: 1, repeat: 1, retained: 1 }],
      ['bob', { buying: 2, first: 2, repeat: 0, retained: 0 }],
      ['bob|customer|2017-04-01', { buying: 1, first: 1, repeat: 0, retained: 0 }],
    ]);
    // An id that looks like part of an address is nobody else's.
    const bob = await customersBy(view, { ...secondQuarter, by: 'salesperson', only: 'bob' });
    expect([...bob]).toEqual([['bob', { buying: 2, first: 2, repeat: 0, retained: 0 }]]);
  });

  it('are those that a count of standing wins finds, whatever happens to deals', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const standing = new Map<string, Won>();
        for (const { subject, type, data } of history) {
          if (type === 'DealWon') standing.set(subject, data);
          if (type === 'DealCorrected') standing.set(subject, data.is);
          if (type === 'DealReopened') standing.delete(subject);
        }
        const boughtIn = (start: string, end: string): Set<string | undefined> =>
          new Set(
            [...standing.values()]
              .filter(({ closedOn }) => start <= closedOn && closedOn <= end)
              .map(({ customer }) => customer),
          );
        const now = boughtIn('2017-04-01', '2017-06-30');
        const before = boughtIn('2016-01-01', '2017-03-31');
        now.delete(undefined);
        const first = [...now].filter((customer) => !before.has(customer)).length;
        expect(await inSecondQuarter(history)).toMatchObject({ buying: now.size, first });
      }),
    );
  });
});
