import fc from 'fast-check';
import { type DealEvent, type Won } from '../deal/deal.events.js';
import { ledgerOpened } from '../ledger/testing.js';
import { entriesOf, readModelsOf } from '../testing.js';
import { pipelineProjection } from './pipeline.projection.js';
import { type StockDimension, stockDimensions } from './standing.js';
import { stockOf, stocksBy } from './stock.js';
import { histories } from './testing.js';

const ann = { salesperson: 'ann', teams: ['north', 'all'], territory: 'x' };
const bob = { salesperson: 'bob', teams: ['all'] };
const deal = (type: DealEvent['type'], occurredOn: string, data: object, id = 'D-1'): DealEvent =>
  ({ type, subject: `deal/${id}`, occurredOn, data }) as DealEvent; // the data fit the type in each case below

const opened = deal('DealOpened', '2026-01-10', {
  owner: ann,
  products: [{ product: 'p1' }],
  amountMinor: 500,
  currency: 'USD',
  stage: 'Engaging',
  segment: 'large',
  channel: 'web',
});
const won: Won = {
  closedOn: '2026-02-05',
  amountMinor: 450,
  currency: 'USD',
  lines: [],
  primary: [{ ...ann, shareBp: 10_000, amountMinor: 450 }],
  overlay: [],
};

function asked(events: readonly DealEvent[]) {
  return async (dimension: StockDimension, id: string, day: string): Promise<readonly number[]> => {
    const models = await readModelsOf([pipelineProjection], entriesOf([ledgerOpened(), ...events]));
    return models.view('pipeline', 'acme', undefined, (view) =>
      stockOf(view, { dimension, id }, day),
    );
  };
}

describe('the pipeline', () => {
  it('holds a deal from the day it was opened to the day before it was won', async () => {
    const at = asked([opened, deal('DealWon', '2026-02-05', won)]);
    expect(await at('organization', 'organization', '2026-01-09')).toEqual([0, 0]);
    expect(await at('organization', 'organization', '2026-01-10')).toEqual([500, 1]);
    expect(await at('organization', 'organization', '2026-02-04')).toEqual([500, 1]);
    expect(await at('organization', 'organization', '2026-02-05')).toEqual([0, 0]);
  });

  it('shows a deal under each of its members, and under unassigned where it names none', async () => {
    const at = asked([opened]);
    const members: readonly [StockDimension, string][] = [
      ['salesperson', 'ann'],
      ['team', 'north'],
      ['team', 'all'],
      ['territory', 'x'],
      ['product', 'p1'],
      ['segment', 'large'],
      ['channel', 'web'],
      ['stage', 'Engaging'],
    ];
    for (const [dimension, id] of members) {
      expect([id, await at(dimension, id, '2026-03-01')]).toEqual([id, [500, 1]]);
    }
    const bare = asked([
      deal('DealOpened', '2026-01-10', {
        owner: { salesperson: 'eve', teams: [] },
        products: [],
        currency: 'USD',
      }),
    ]);
    for (const dimension of stockDimensions.slice(2)) {
      expect([dimension, await bare(dimension, 'unassigned', '2026-01-10')]).toEqual([
        dimension,
        [0, 1],
      ]);
    }
  });

  it('follows amount, stage, product and channel on the day of the change', async () => {
    const at = asked([
      opened,
      deal('DealAdvanced', '2026-01-20', {
        amountMinor: 700,
        stage: 'Offer',
        products: [{ product: 'p2' }],
        channel: null,
      }),
      deal('DealAdvanced', '2026-01-25', { amountMinor: null }),
    ]);
    expect(await at('stage', 'Engaging', '2026-01-19')).toEqual([500, 1]);
    expect(await at('stage', 'Engaging', '2026-01-20')).toEqual([0, 0]);
    expect(await at('stage', 'Offer', '2026-01-20')).toEqual([700, 1]);
    expect(await at('product', 'p2', '2026-01-24')).toEqual([700, 1]);
    expect(await at('channel', 'unassigned', '2026-01-24')).toEqual([700, 1]);
    expect(await at('organization', 'organization', '2026-01-25')).toEqual([0, 1]);
  });

  it('goes along with a new owner', async () => {
    const at = asked([opened, deal('DealReassigned', '2026-01-15', { owner: bob, was: 'ann' })]);
    expect(await at('salesperson', 'ann', '2026-01-14')).toEqual([500, 1]);
    expect(await at('salesperson', 'ann', '2026-01-15')).toEqual([0, 0]);
    expect(await at('salesperson', 'bob', '2026-01-15')).toEqual([500, 1]);
    expect(await at('team', 'north', '2026-01-15')).toEqual([0, 0]);
    expect(await at('team', 'all', '2026-01-15')).toEqual([500, 1]);
    expect(await at('territory', 'unassigned', '2026-01-15')).toEqual([500, 1]);
  });

  it('holds a reopened deal again, with what it was won for', async () => {
    const at = asked([
      opened,
      deal('DealWon', '2026-02-05', won),
      deal('DealReopened', '2026-02-05', { reason: 'r', corrects: 2, won }),
    ]);
    expect(await at('organization', 'organization', '2026-02-04')).toEqual([500, 1]);
    expect(await at('organization', 'organization', '2026-02-05')).toEqual([450, 1]);
  });

  it('never holds less than nothing where a deal was closed before the day that it counts from', async () => {
    const at = asked([opened, deal('DealWon', '2026-01-02', { ...won, closedOn: '2026-01-02' })]);
    expect(await at('organization', 'organization', '2026-01-05')).toEqual([0, 0]);
    expect(await at('organization', 'organization', '2026-01-10')).toEqual([0, 0]);
  });

  it('adds up to the whole along every dimension but the team, whatever happens to deals', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (events) => {
        const models = await readModelsOf(
          [pipelineProjection],
          entriesOf([ledgerOpened(), ...events]),
        );
        await models.view('pipeline', 'acme', undefined, async (view) => {
          const day = '2019-12-31';
          const [amount = 0, deals = 0] = await stockOf(
            view,
            { dimension: 'organization', id: 'organization' },
            day,
          );
          const lastOf = new Map(events.map((event) => [event.subject, event.type]));
          const closed = ['DealWon', 'DealLost', 'DealCorrected', 'DealReversed'];
          const open = [...lastOf.values()].filter((type) => !closed.includes(type));
          expect(deals).toBe(open.length);
          for (const dimension of stockDimensions.filter((one) => one !== 'team')) {
            const stocks = [...(await stocksBy(view, dimension, day)).values()];
            const sum = (at: number): number =>
              stocks.reduce((all, one) => all + (one[at] ?? 0), 0);
            expect([dimension, sum(0), sum(1)]).toEqual([dimension, amount, deals]);
          }
        });
      }),
    );
  });
});
