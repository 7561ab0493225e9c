// Opening, advancing, losing, reopening and reassigning: what is recorded, what is refused, when nothing happens.
import { type Event } from '@ledger/ledger';
import { after, ann, bob, command, lost, opened, recorded, when, won, world } from './testing.js';

const open = after(opened);
const lostDeal = after(opened, lost);
const wonDeal = after(opened, won);
const source = {
  system: 'crm',
  record: '1',
  modifiedAt: '2026-03-01T00:00:00.000Z',
  hash: 'h'.repeat(43),
};
const older = { ...source, modifiedAt: '2026-02-28T23:59:59.999Z' };

describe('opening a deal', () => {
  it('records who owns it, where they stand that day and what it is about', () => {
    when(world, opened).then({
      type: 'DealOpened',
      subject: 'deal/D-1',
      occurredOn: '2026-02-02',
      data: {
        owner: ann,
        customer: 'konex',
        segment: 'retail',
        products: [{ product: 'pen', family: 'office' }],
        amountMinor: 100_000,
        currency: 'USD',
        stage: 'Prospecting',
        openedOn: '2026-02-02',
      },
    });
  });

  it('without an opening day it is recorded on today in the time zone of the ledger, and keeps no opening day', () => {
    const night = '2026-03-31T03:00:00.000Z'; // 23:00 on the 30th in New York
    when(world, command('OpenDeal', { salesperson: 'bob' }), night).then({
      type: 'DealOpened',
      subject: 'deal/D-1',
      occurredOn: '2026-03-30',
      data: { owner: bob, products: [], currency: 'USD' },
    });
  });

  it('keeps the team tree of the opening day, not of today', () => {
    const early = recorded(
      world,
      command('OpenDeal', { salesperson: 'ann', openedOn: '2026-01-31' }),
    );
    expect(early.data).toMatchObject({ owner: { teams: ['north'], manager: 'mia' } });
  });

  it('takes a product that was retired only after the deal was opened', () => {
    const data = { salesperson: 'ann', products: ['quill'], openedOn: '2026-01-31' };
    expect(recorded(world, command('OpenDeal', data)).data).toMatchObject({
      products: [{ product: 'quill' }],
    });
  });

  it.each<[string, object, string, object]>([
    ['unknown salesperson', { salesperson: 'zoe' }, 'salesperson-unknown', { salesperson: 'zoe' }],
    [
      'salesperson who left',
      { salesperson: 'eve' },
      'salesperson-inactive',
      { salesperson: 'eve', date: '2026-03-31' },
    ],
    ['unknown customer', { customer: 'nobody' }, 'customer-unknown', { customer: 'nobody' }],
    ['unknown product', { products: ['pen', 'nib'] }, 'product-unknown', { product: 'nib' }],
    ['retired product', { products: ['quill'] }, 'product-retired', { product: 'quill' }],
    [
      'a product twice',
      { products: ['pen', 'ink', 'pen'] },
      'product-repeated',
      { product: 'pen' },
    ],
    ['51 products', { products: manyIds(51) }, 'too-many-products', { count: 51, max: 50 }],
    [
      'another currency',
      { currency: 'EUR' },
      'exchange-rate-missing',
      { currency: 'EUR', ledgerCurrency: 'USD' },
    ],
    [
      'three decimals of a dollar',
      { amount: '1.234' },
      'amount-decimals',
      { amount: '1.234', currency: 'USD' },
    ],
    ['a negative amount', { amount: '-0.01' }, 'amount-negative', { amount: '-0.01' }],
    [
      'too large an amount',
      { amount: '99999999999999.99' },
      'amount-too-large',
      { amount: '99999999999999.99', currency: 'USD' },
    ],
    [
      'what is no amount',
      { amount: '1e3' },
      'amount-malformed',
      { amount: '1e3', currency: 'USD' },
    ],
    [
      'tomorrow',
      { openedOn: '2026-04-01' },
      'date-in-future',
      { date: '2026-04-01', today: '2026-03-31' },
    ],
    [
      'a day before the ledger',
      { openedOn: '2025-12-31' },
      'date-before-first-day',
      { date: '2025-12-31', firstDay: '2026-01-01' },
    ],
  ])('refuses %s', (_, data, rule, detail) => {
    when(world, command('OpenDeal', { salesperson: 'ann', ...data })).thenRejected(rule, detail);
  });

  it('refuses an id that is taken', () => {
    when(open, opened).thenRejected('deal-exists', { deal: 'D-1' });
  });

  it('refuses a ledger that nobody opened', () => {
    when([], opened).thenRejected('ledger-not-found', { ledger: 'acme' });
  });
});

describe('advancing a deal', () => {
  it('records the fields that change, on today', () => {
    const data = { stage: 'Engaging', amount: '1000.00', customer: null, probabilityBp: 5000 };
    when(open, command('AdvanceDeal', data)).then({
      type: 'DealAdvanced',
      subject: 'deal/D-1',
      occurredOn: '2026-03-31',
      data: { stage: 'Engaging', customer: null, probabilityBp: 5000 },
    });
  });

  it('records products as a whole, and an opening day learnt late', () => {
    const data = { products: ['ink', 'pen'], openedOn: '2026-01-15' };
    expect(recorded(open, command('AdvanceDeal', data)).data).toEqual({
      products: [{ product: 'ink' }, { product: 'pen', family: 'office' }],
      openedOn: '2026-01-15',
    });
  });

  it.each<[string, object]>([
    ['nothing is said', {}],
    [
      'all is so already',
      { stage: 'Prospecting', amount: '1000.00', customer: 'konex', products: ['pen'] },
    ],
    ['what is taken away is not there', { channel: null, expectedCloseOn: null }],
  ])('records nothing where %s', (_, data) => {
    when(open, command('AdvanceDeal', data)).thenNothing();
  });

  it('keeps a product that has been retired since', () => {
    const data = { salesperson: 'ann', products: ['quill'], openedOn: '2026-01-31' };
    const held = after(command('OpenDeal', data));
    expect(recorded(held, command('AdvanceDeal', { products: ['quill', 'pen'] })).type).toBe(
      'DealAdvanced',
    );
  });

  it.each<[string, readonly Event[], object, string]>([
    ['an unknown deal', world, {}, 'deal-not-found'],
    ['a won deal', wonDeal, { stage: 'Won' }, 'deal-already-won'],
    ['a lost deal', lostDeal, { stage: 'Lost' }, 'deal-lost'],
    ['an unknown customer', open, { customer: 'nobody' }, 'customer-unknown'],
    ['a retired product', open, { products: ['quill'] }, 'product-retired'],
    ['an opening day to come', open, { openedOn: '2026-04-01' }, 'date-in-future'],
    ['another currency', open, { currency: 'EUR' }, 'exchange-rate-missing'],
  ])('refuses %s', (_, given, data, rule) => {
    when(given, command('AdvanceDeal', data)).thenRejected(rule);
  });
});

describe('losing a deal', () => {
  it('records what was lost, to whom and why', () => {
    when(open, lost).then({
      type: 'DealLost',
      subject: 'deal/D-1',
      occurredOn: '2026-03-12',
      data: {
        lostOn: '2026-03-12',
        owner: ann,
        products: [{ product: 'pen', family: 'office' }],
        amountMinor: 100_000,
        customer: 'konex',
        segment: 'retail',
        reason: 'price',
        competitor: 'Umbrella',
        cycleDays: 38,
      },
    });
  });

  it('is possible after the owner has left, and counts no days where nobody knows when it was opened', () => {
    const given = after(command('OpenDeal', { salesperson: 'eve', openedOn: '2026-02-01' }));
    expect(recorded(given, lost).data).toMatchObject({ owner: { salesperson: 'eve' } });
    const undated = after(command('OpenDeal', { salesperson: 'ann' }));
    expect(recorded(undated, lost).data).not.toHaveProperty('cycleDays');
  });

  it.each<[string, readonly Event[], object, string, object]>([
    ['an unknown deal', world, {}, 'deal-not-found', { deal: 'D-1' }],
    ['a won deal', wonDeal, {}, 'deal-already-won', { deal: 'D-1', closedOn: '2026-03-10' }],
    ['a deal lost before', lostDeal, {}, 'deal-lost', { deal: 'D-1', lostOn: '2026-03-12' }],
    [
      'tomorrow',
      open,
      { lostOn: '2026-04-01' },
      'date-in-future',
      { date: '2026-04-01', today: '2026-03-31' },
    ],
    [
      'a day before it was opened',
      open,
      { lostOn: '2026-02-01' },
      'date-before-opened',
      { date: '2026-02-01', openedOn: '2026-02-02' },
    ],
  ])('refuses %s', (_, given, data, rule, detail) => {
    when(given, command('LoseDeal', { ...lost.data, ...data })).thenRejected(rule, detail);
  });
});

describe('reopening a deal', () => {
  const reopen = command('ReopenDeal', { reason: 'They called again' });

  it('takes a lost deal back on the day it counted as lost, naming the entry', () => {
    const loss = lostDeal.at(-1);
    when(lostDeal, reopen).then({
      type: 'DealReopened',
      subject: 'deal/D-1',
      occurredOn: '2026-03-12',
      data: { reason: 'They called again', corrects: lostDeal.length, lost: loss?.data },
    });
  });

  it('corrects a won deal to nothing, and lets it be won again', () => {
    const event = recorded(wonDeal, reopen);
    expect(event).toMatchObject({
      occurredOn: '2026-03-10',
      data: { corrects: wonDeal.length, won: wonDeal.at(-1)?.data },
    });
    expect(recorded([...wonDeal, event], won).type).toBe('DealWon');
  });

  it('names the last correction as the entry that it takes back', () => {
    const given = after(opened, won, command('CorrectDeal', { reason: 'r', amount: '900.00' }));
    expect(recorded(given, reopen).data).toMatchObject({
      corrects: given.length,
      won: { amountMinor: 90_000 },
    });
  });

  it.each<[string, readonly Event[], string, object]>([
    ['an unknown deal', world, 'deal-not-found', { deal: 'D-1' }],
    ['an open deal', open, 'deal-already-open', { deal: 'D-1' }],
    [
      'a deal of which something was reversed',
      after(
        opened,
        won,
        command('ReverseDeal', { kind: 'return', amount: '0.01', reversedOn: '2026-03-11' }),
      ),
      'deal-partly-reversed',
      { deal: 'D-1', reversed: '0.01', currency: 'USD' },
    ],
  ])('refuses %s', (_, given, rule, detail) => {
    when(given, reopen).thenRejected(rule, detail);
  });
});

describe('reassigning a deal', () => {
  it('records the new owner as they stand that day, and who had it', () => {
    const data = { salesperson: 'bob', effectiveOn: '2026-03-01', reason: 'leave' };
    when(open, command('ReassignDeal', data)).then({
      type: 'DealReassigned',
      subject: 'deal/D-1',
      occurredOn: '2026-03-01',
      data: { owner: bob, was: 'ann', reason: 'leave' },
    });
  });

  it('holds from today where no day is given; later wins go to the new owner', () => {
    const given = after(opened, command('ReassignDeal', { salesperson: 'bob' }));
    expect(given.at(-1)?.occurredOn).toBe('2026-03-31');
    expect(recorded(given, won).data).toMatchObject({
      primary: [{ salesperson: 'bob', amountMinor: 100_000 }],
    });
  });

  it('records nothing where the owner has it already', () => {
    when(open, command('ReassignDeal', { salesperson: 'ann' })).thenNothing();
  });

  it.each<[string, readonly Event[], object, string]>([
    ['an unknown deal', world, {}, 'deal-not-found'],
    ['a won deal', wonDeal, {}, 'deal-already-won'],
    ['a lost deal', lostDeal, {}, 'deal-lost'],
    ['an unknown salesperson', open, { salesperson: 'zoe' }, 'salesperson-unknown'],
    ['a salesperson who left', open, { salesperson: 'eve' }, 'salesperson-inactive'],
    ['a day to come', open, { effectiveOn: '2026-04-01' }, 'date-in-future'],
    ['a day before it was opened', open, { effectiveOn: '2026-02-01' }, 'date-before-opened'],
  ])('refuses %s', (_, given, data, rule) => {
    when(given, command('ReassignDeal', { salesperson: 'bob', ...data })).thenRejected(rule);
  });
});

describe('an imported record', () => {
  const imported = after(command('OpenDeal', { salesperson: 'ann', products: ['pen'], source }));

  it('is kept with the deal', () => {
    expect(imported.at(-1)?.data).toMatchObject({ source });
  });

  it.each([
    command('OpenDeal', { salesperson: 'ann', source: older }),
    command('AdvanceDeal', { stage: 'Engaging', source: older }),
    command('WinDeal', { ...won.data, source: older }),
    command('LoseDeal', { ...lost.data, source: older }),
    command('ReassignDeal', { salesperson: 'bob', source: older }),
  ])('changes nothing where it is older than the last one: $type', (next) => {
    when(imported, next).thenNothing();
  });

  it('changes what it says where it is as old, newer, or of another system', () => {
    for (const next of [
      source,
      { ...source, modifiedAt: '2026-03-02T00:00:00.000+08:00' },
      { ...older, system: 'other' },
    ]) {
      const advance = command('AdvanceDeal', { stage: 'Engaging', source: next });
      expect(recorded(imported, advance).data).toEqual({ stage: 'Engaging', source: next });
    }
  });
});

function manyIds(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `p-${i}`);
}
