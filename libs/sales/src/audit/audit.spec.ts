import { type Event } from '@ledger/ledger';
import { type DealEvent, type Won } from '../deal/deal.events.js';
import { measureSlice } from '../measure/index.js';
import { ledgerOpened } from '../ledger/testing.js';
import { entriesOf } from '../testing.js';
import { type AuditAnswer, type AuditEntry } from './audit.answers.js';
import { AuditTrailHandler, GetAuditTrail } from './audit.queries.js';
import { audited } from './index.js';
import { auditModelsOf } from './testing.js';

const subject = 'deal/D-1';
const owner = { salesperson: 'ann', teams: ['north', 'all'] };
const opened: DealEvent = {
  type: 'DealOpened',
  subject,
  occurredOn: '2017-10-01',
  data: { owner, products: [{ product: 'p1' }], currency: 'USD', stage: 'Prospecting' },
};
const won: Won = {
  closedOn: '2017-10-05',
  amountMinor: 1000,
  currency: 'USD',
  lines: [
    { product: 'p1', quantity: 1, amountMinor: 400 },
    { product: 'p2', quantity: 1, amountMinor: 600 },
  ],
  primary: [{ ...owner, shareBp: 10_000, amountMinor: 1000 }],
  overlay: [],
};

function event(type: string, data: object, occurredOn = '2017-10-05'): Event {
  return { type, subject, occurredOn, data };
}

async function trail(
  events: readonly Event[],
  asked: { limit?: number; cursor?: string } = {},
  about = subject,
): Promise<AuditAnswer> {
  const models = await auditModelsOf(entriesOf(events));
  return new AuditTrailHandler(models).execute(new GetAuditTrail('acme', about, asked));
}

/** Without labels and readable values, which readable.spec.ts looks at. */
function changesIn(entry: AuditEntry | undefined): readonly object[] | undefined {
  return entry?.changes.map(({ field, before, after }) => ({ field, before, after }));
}

describe('an audit trail', () => {
  it('tells who recorded what, when and why', async () => {
    const source = { system: 'crm', record: 'r-1', hash: 'h' };
    const lost = { lostOn: '2017-10-05', owner, products: [], reason: 'price', source };
    const { entries, truth } = await trail([opened, event('DealLost', lost)]);
    expect(truth.sequence).toBe(2);
    expect(entries[1]).toMatchObject({
      sequence: 2,
      version: 2,
      time: '2026-03-31T09:00:00.000Z',
      occurredOn: '2017-10-05',
      actor: 'user/tester',
      assurance: 'stated',
      type: 'DealLost',
      reason: 'price',
      source,
    });
    expect(changesIn(entries[1])).toContainEqual({
      field: 'lost.reason',
      before: null,
      after: 'price',
    });
    expect(entries[1]).not.toHaveProperty('data');
  });

  it('shows fields that came, changed and went, and no others', async () => {
    const { entries } = await trail([
      opened,
      event('DealAdvanced', { stage: 'Engaging', customer: 'c-1' }),
      event('DealAdvanced', { customer: null, stage: 'Engaging' }),
    ]);
    expect(changesIn(entries[0])).toEqual([
      { field: 'owner.salesperson', before: null, after: 'ann' },
      { field: 'owner.teams', before: null, after: ['north', 'all'] },
      { field: 'products[0].product', before: null, after: 'p1' },
      { field: 'currency', before: null, after: 'USD' },
      { field: 'stage', before: null, after: 'Prospecting' },
    ]);
    expect(changesIn(entries[1])).toEqual([
      { field: 'stage', before: 'Prospecting', after: 'Engaging' },
      { field: 'customer', before: null, after: 'c-1' },
    ]);
    expect(changesIn(entries[2])).toEqual([{ field: 'customer', before: 'c-1', after: null }]);
  });

  it('shows a correction against what stood, down to the line that went', async () => {
    const is: Won = {
      ...won,
      amountMinor: 400,
      lines: won.lines.slice(0, 1),
      primary: [{ ...owner, shareBp: 10_000, amountMinor: 400 }],
    };
    const { entries } = await trail([
      opened,
      event('DealWon', won),
      event('DealCorrected', { reason: 'typo', corrects: 2, was: won, is }),
    ]);
    expect(entries[2]).toMatchObject({ reason: 'typo', corrects: 2 });
    expect(changesIn(entries[2])).toEqual([
      { field: 'won.amountMinor', before: 1000, after: 400 },
      { field: 'won.lines[1].product', before: 'p2', after: null },
      { field: 'won.lines[1].quantity', before: 1, after: null },
      { field: 'won.lines[1].amountMinor', before: 600, after: null },
      { field: 'won.primary[0].amountMinor', before: 1000, after: 400 },
    ]);
  });

  it('keeps a reversal beside what was won', async () => {
    const back = {
      kind: 'return',
      reversedOn: '2017-11-01',
      amountMinor: 10,
      currency: 'USD',
      lines: [],
      primary: [],
      overlay: [],
      corrects: 2,
    };
    const { entries } = await trail([opened, event('DealWon', won), event('DealReversed', back)]);
    expect(changesIn(entries[2])).toContainEqual({
      field: 'reversed[3].amountMinor',
      before: null,
      after: 10,
    });
    expect(entries[2]?.changes.filter(({ before }) => before !== null)).toEqual([]);
  });

  it('takes a reopened outcome away', async () => {
    const { entries } = await trail([
      opened,
      event('DealWon', won),
      event('DealReopened', { reason: 'mistake', corrects: 2, won }),
    ]);
    expect(changesIn(entries[2])).toContainEqual({
      field: 'won.closedOn',
      before: '2017-10-05',
      after: null,
    });
    const lost = { lostOn: '2017-10-05', owner, products: [] };
    const again = await trail([
      opened,
      event('DealLost', lost),
      event('DealReopened', { reason: 'news', corrects: 2, lost }),
    ]);
    expect(changesIn(again.entries[2])).toContainEqual({
      field: 'lost.lostOn',
      before: '2017-10-05',
      after: null,
    });
  });

  it('shows a new owner', async () => {
    const data = { owner: { salesperson: 'bob', teams: [] }, was: 'ann' };
    const { entries } = await trail([opened, event('DealReassigned', data)]);
    expect(changesIn(entries[1])).toEqual([
      { field: 'owner.salesperson', before: 'ann', after: 'bob' },
      { field: 'owner.teams', before: ['north', 'all'], after: [] },
    ]);
  });

  it('shows the values of a target one after the other', async () => {
    const about = 'target/t-1';
    const step = (type: string, data: object): Event => ({ ...event(type, data), subject: about });
    const { entries } = await trail(
      [
        ledgerOpened(),
        step('TargetSet', { metric: 'nps', value: 50 }),
        step('TargetAdjusted', { was: 50, value: 40, reason: 'sealed:r', corrects: 2 }),
        step('TargetWithdrawn', { was: 40, reason: 'sealed:w', corrects: 3 }),
      ],
      {},
      about,
    );
    expect(entries.slice(1)).toMatchObject([
      { changes: [{ field: 'value', before: 50, after: 40 }], reason: 'sealed:r', corrects: 2 },
      { changes: [{ field: 'value', before: 40, after: null }], reason: 'sealed:w', corrects: 3 },
    ]);
  });

  it.each([
    ['sales-amount', 'money', { currency: 'EUR' }, ['374000.00 EUR', '355300.00 EUR']],
    ['deals-won', 'count', {}, ['37400000', '35530000']],
    ['win-rate', 'ratio', {}, ['37.400000', '35.530000']],
    ['cycle-days', 'days', {}, ['37.400000', '35.530000']],
  ])('shows a target of %s in its unit, and what it is for', async (metric, unit, more, shown) => {
    const about = 'target/t-1';
    const step = (type: string, data: object): Event => ({ ...event(type, data), subject: about });
    const terms = { scope: 'team/north', metric, period: '2017-Q4', unit, ...more };
    const { entries } = await trail(
      [
        ledgerOpened(),
        step('TargetSet', { ...terms, start: '2017-10-01', value: 37_400_000, basis: 'history' }),
        step('TargetAdjusted', {
          was: 37_400_000,
          value: 35_530_000,
          reason: 'sealed:r',
          corrects: 2,
        }),
        step('TargetWithdrawn', { was: 35_530_000, reason: 'sealed:w', corrects: 3 }),
      ],
      {},
      about,
    );
    const [was, is] = shown;
    const subjectName = `team/north · ${metric} · 2017-Q4`;
    const set = entries[0]?.changes.find(({ field }) => field === 'value');
    expect(set).toMatchObject({ before: null, after: 37_400_000, afterShown: was });
    expect(set).not.toHaveProperty('beforeShown');
    expect(entries.slice(1)).toMatchObject([
      { subjectName, changes: [{ before: 37_400_000, beforeShown: was, afterShown: is }] },
      { subjectName, changes: [{ before: 35_530_000, beforeShown: is, after: null }] },
    ]);
    expect(entries[2]?.changes[0]).not.toHaveProperty('afterShown');
  });

  it('passes sealed values through', async () => {
    const { entries } = await trail([
      { ...opened, data: { ...opened.data, title: 'sealed:deal/D-1:abc' } },
    ]);
    expect(changesIn(entries[0])).toContainEqual({
      field: 'title',
      before: null,
      after: 'sealed:deal/D-1:abc',
    });
  });

  it('goes on where the page before ended, with the same before and after', async () => {
    const events = [
      opened,
      ...Array.from({ length: 6 }, (_, n) => event('DealAdvanced', { stage: `s-${n}` })),
    ];
    const { entries: whole } = await trail(events, { limit: 100 });
    const paged = [];
    let cursor: string | undefined;
    do {
      const page = await trail(events, cursor === undefined ? { limit: 3 } : { limit: 3, cursor });
      expect(page.entries.length).toBeLessThanOrEqual(3);
      paged.push(...page.entries);
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(paged).toEqual(whole);
    expect(changesIn(whole.at(-1))).toEqual([{ field: 'stage', before: 's-4', after: 's-5' }]);
  });

  it('shows one subject only, also where another id begins alike', async () => {
    const { entries } = await trail([opened, { ...opened, subject: 'deal/D-10' }]);
    expect(entries).toHaveLength(1);
  });

  it('refuses a subject-not-found', async () => {
    await expect(trail([opened], {}, 'deal/D-2')).rejects.toMatchObject({
      rule: 'subject-not-found',
      detail: { subject: 'deal/D-2' },
    });
  });

  it.each(['0', 'x', '-1', '1.5'])('refuses what is no cursor: %s', async (cursor) => {
    await expect(trail([opened], { cursor })).rejects.toMatchObject({ code: 'bad-cursor' });
  });

  it('follows every event of every slice', () => {
    const recording = {
      ...measureSlice,
      events: { DealOpened: { version: 1 }, TeamCreated: { version: 1 } },
    };
    const audit = audited([recording, measureSlice]).at(-1);
    expect(audit?.projections[0]?.types).toEqual(['DealOpened', 'TeamCreated']);
  });
});
