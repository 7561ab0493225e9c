import fc from 'fast-check';
import { type RowKey } from '@ledger/ledger';
import { type Credit, type DealEvent, type Won } from '../deal/deal.events.js';
import { type Folded, entriesOf } from '../testing.js';
import { measureProjection } from './measure.projection.js';
import { type Fact, facts } from './part.js';
import { chunkSize, kept } from './space.js';
import { cells, histories, measured, monthSpans, people, rootTeams } from './testing.js';

const everything = monthSpans('2016-01-01', '2019-12-31');
const october = monthSpans('2017-10-01', '2017-10-31');
const byDays = {
  months: [],
  days: Array.from({ length: 1096 }, (_, n) =>
    new Date(Date.UTC(2016, 6, 1 + n)).toISOString().slice(0, 10),
  ),
};
/** Told apart, so that they add up to nothing. */
const unsummed: readonly Fact[] = ['bought', 'customers'];
const [ann, bob, , , eve] = people as readonly [Credit, Credit, Credit, Credit, Credit];

const fold = (...events: readonly DealEvent[]): Folded => measured(events);

const deal: Won = {
  closedOn: '2017-10-05',
  amountMinor: 1000,
  currency: 'USD',
  lines: [
    { product: 'p1', family: 'f1', quantity: 3, amountMinor: 700 },
    { product: 'p2', quantity: 1, amountMinor: 300 },
  ],
  primary: [
    { ...ann, shareBp: 4_000, amountMinor: 400 },
    { ...bob, shareBp: 6_000, amountMinor: 600 },
  ],
  overlay: [],
  cycleDays: 12,
};

function won(data: Won = deal, id = 'D-1'): DealEvent {
  return { type: 'DealWon', subject: `deal/${id}`, occurredOn: data.closedOn, data };
}

describe('measure cells', () => {
  it('split money by credit and count the deal once, for the largest credit', async () => {
    const rows = fold(won());
    expect(await cells(rows, { by: 'salesperson', fact: 'won', spans: october })).toEqual({
      ann: { amountMinor: 400 },
      bob: { amountMinor: 600, deals: 1, units: 4, cycleDays: 12, cycles: 1 },
    });
    expect(await cells(rows, { by: 'organization', fact: 'won', spans: october })).toEqual({
      organization: { amountMinor: 1000, deals: 1, units: 4, cycleDays: 12, cycles: 1 },
    });
  });

  it('split money by line and count the deal once, for the largest line', async () => {
    expect(await cells(fold(won()), { by: 'product', fact: 'won', spans: october })).toEqual({
      p1: { amountMinor: 700, deals: 1, units: 3, cycleDays: 12, cycles: 1 },
      p2: { amountMinor: 300, units: 1 },
    });
  });

  it('give a team what its teams below have, once', async () => {
    const whole = { amountMinor: 1000, deals: 1, units: 4, cycleDays: 12, cycles: 1 };
    expect(await cells(fold(won()), { by: 'team', fact: 'won', spans: october })).toEqual({
      north: whole,
      all: whole,
    });
  });

  it('show people within their team and products within a territory', async () => {
    const rows = fold(won());
    const within = await cells(rows, {
      scope: 'team/all',
      by: 'salesperson',
      fact: 'won',
      spans: october,
    });
    expect(within).toMatchObject({ ann: { amountMinor: 400 }, bob: { amountMinor: 600 } });
    const inX = await cells(rows, {
      scope: 'territory/x',
      by: 'product',
      fact: 'won',
      spans: october,
    });
    expect(inX).toEqual({ p1: { amountMinor: 280 }, p2: { amountMinor: 120 } });
  });

  it('keep overlay credit apart from the money', async () => {
    const rows = fold(won({ ...deal, overlay: [{ ...eve, shareBp: 10_000, amountMinor: 1000 }] }));
    const bySalesperson = await cells(rows, { by: 'salesperson', fact: 'won', spans: october });
    expect(bySalesperson['eve']).toEqual({ overlayMinor: 1000 });
    const [whole] = Object.values(
      await cells(rows, { by: 'organization', fact: 'won', spans: october }),
    );
    expect(whole).toMatchObject({ amountMinor: 1000, deals: 1, overlayMinor: 1000 });
  });

  it('call unassigned what a deal does not name', async () => {
    const rows = fold(
      won({ ...deal, lines: [], primary: [{ ...eve, shareBp: 10_000, amountMinor: 1000 }] }),
    );
    for (const by of [
      'team',
      'territory',
      'product',
      'product-family',
      'customer',
      'segment',
      'channel',
    ] as const) {
      expect(await cells(rows, { by, fact: 'won', spans: october })).toMatchObject({
        unassigned: { amountMinor: 1000 },
      });
    }
  });

  it('move a corrected deal to its new day, people and amount', async () => {
    const is: Won = {
      ...deal,
      closedOn: '2017-11-02',
      amountMinor: 500,
      lines: [],
      primary: [{ ...eve, shareBp: 10_000, amountMinor: 500 }],
    };
    const rows = fold(won(), {
      type: 'DealCorrected',
      subject: 'deal/D-1',
      occurredOn: is.closedOn,
      data: { reason: 'r', corrects: 1, was: deal, is },
    });
    expect(await cells(rows, { by: 'salesperson', fact: 'won', spans: october })).toEqual({});
    const november = monthSpans('2017-11-01', '2017-11-30');
    expect(await cells(rows, { by: 'salesperson', fact: 'won', spans: november })).toMatchObject({
      eve: { amountMinor: 500, deals: 1 },
    });
  });

  it('take back a reopened deal, and count a reversal on its own day', async () => {
    const { primary, lines, overlay, amountMinor, currency } = deal;
    const rows = fold(
      won(),
      {
        type: 'DealReopened',
        subject: 'deal/D-1',
        occurredOn: deal.closedOn,
        data: { reason: 'r', corrects: 1, won: deal },
      },
      won(deal, 'D-2'),
      {
        type: 'DealReversed',
        subject: 'deal/D-2',
        occurredOn: '2017-12-01',
        data: {
          kind: 'return',
          reversedOn: '2017-12-01',
          amountMinor,
          currency,
          lines,
          primary,
          overlay,
          corrects: 3,
        },
      },
    );
    expect(await cells(rows, { by: 'organization', fact: 'won', spans: october })).toMatchObject({
      organization: { amountMinor: 1000, deals: 1 },
    });
    expect(await cells(rows, { by: 'organization', fact: 'reversed', spans: october })).toEqual({});
    const december = monthSpans('2017-12-01', '2017-12-31');
    expect(await cells(rows, { by: 'salesperson', fact: 'reversed', spans: december })).toEqual({
      ann: { amountMinor: 400 },
      bob: { amountMinor: 600 },
    });
  });

  it('number more members than one chunk holds', async () => {
    const sold = (n: number): Won => ({
      ...deal,
      lines: [],
      amountMinor: n + 1,
      primary: [{ salesperson: `s-${n}`, teams: [], shareBp: 10_000, amountMinor: n + 1 }],
    });
    const many = Array.from({ length: chunkSize + 1 }, (_, n) => won(sold(n), `D-${n}`));
    const found = await cells(fold(...many), { by: 'salesperson', fact: 'won', spans: october });
    expect(Object.keys(found)).toHaveLength(chunkSize + 1);
    expect(found[`s-${chunkSize}`]).toMatchObject({ amountMinor: chunkSize + 1 });
  });

  it('refuse a cell past the exact integers', () => {
    const huge = {
      ...deal,
      lines: [],
      amountMinor: Number.MAX_SAFE_INTEGER,
      primary: [{ ...eve, shareBp: 10_000, amountMinor: Number.MAX_SAFE_INTEGER }],
    };
    expect(() => fold(won(huge), won(huge, 'D-2'))).toThrow('overflows');
  });

  it('add up to the whole along every dimension and every pair, whatever happens to deals', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (events) => {
        const rows = fold(...events);
        for (const fact of (Object.keys(facts) as Fact[]).filter(
          (one) => !unsummed.includes(one),
        )) {
          const [whole = {}] = Object.values(
            await cells(rows, { by: 'organization', fact, spans: everything }),
          );
          for (const { scope, by, facts: only } of kept) {
            if (!only.includes(fact)) continue;
            const scopes =
              scope === 'organization'
                ? ['organization']
                : Object.keys(await cells(rows, { by: scope, fact, spans: everything }));
            const parts = [];
            for (const one of scopes.filter((id) => scope !== 'team' || rootTeams.includes(id))) {
              const within = scope === 'organization' ? one : `${scope}/${one}`;
              const found = Object.entries(
                await cells(rows, { scope: within, by, fact, spans: everything }),
              );
              parts.push(
                ...found
                  .filter(([id]) => by !== 'team' || rootTeams.includes(id))
                  .map(([, measures]) => measures),
              );
            }
            expect({ scope, by, sum: sumOf(parts) }).toEqual({ scope, by, sum: whole });
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('have in the days what they have in the months', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (events) => {
        const rows = fold(...events);
        for (const by of kept
          .filter(({ scope, grain }) => scope === 'organization' && grain === 'day')
          .map((rule) => rule.by)) {
          expect(await cells(rows, { by, fact: 'won', spans: byDays })).toEqual(
            await cells(rows, { by, fact: 'won', spans: everything }),
          );
        }
      }),
      { numRuns: 20 },
    );
  });

  it('declare all rows from the entry, whatever stands in them', () => {
    const entry = entriesOf([won()])[0];
    const keys = entry === undefined ? [] : measureProjection.keys(entry);
    const named = keys.map(({ id }: RowKey) => id);
    expect(named).toEqual(
      expect.arrayContaining([
        'organization',
        'salesperson/ann',
        'team/all',
        'product/p2',
        'customer/unassigned',
      ]),
    );
  });
});

function sumOf(parts: readonly { readonly [measure: string]: number }[]): {
  [measure: string]: number;
} {
  const sums: { [measure: string]: number } = {};
  for (const part of parts)
    for (const [name, value] of Object.entries(part)) sums[name] = (sums[name] ?? 0) + value;
  return Object.fromEntries(Object.entries(sums).filter(([, value]) => value !== 0));
}
