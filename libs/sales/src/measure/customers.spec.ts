import fc from 'fast-check';
import { spans } from '@ledger/ledger';
import { type DealEvent, type Won } from '../deal/deal.events.js';
import { entriesOf, folded } from '../testing.js';
import { type CustomerCounts, customersOf } from './customers.js';
import { measureProjection } from './measure.projection.js';
import { cellView, histories } from './testing.js';

const ann = { salesperson: 'ann', teams: [] };
const bob = { salesperson: 'bob', teams: [] };

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

function inSecondQuarter(
  events: readonly DealEvent[],
  scope = 'organization',
): Promise<CustomerCounts> {
  return customersOf(cellView(folded(measureProjection, entriesOf(events))), {
    scope,
    now: spans('2017-04-01', '2017-06-30'),
    previous: spans('2017-01-01', '2017-03-31'),
    before: spans('2016-01-01', '2017-03-31'),
  });
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
    expect(await inSecondQuarter(events, 'salesperson/bob')).toEqual({
      buying: 2,
      first: 2,
      repeat: 0,
      retained: 0,
    });
  });

  it('are none where nobody sold anything', async () => {
    expect(await inSecondQuarter(events, 'team/none')).toEqual({
      buying: 0,
      first: 0,
      repeat: 0,
      retained: 0,
    });
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
