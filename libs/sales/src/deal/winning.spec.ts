// Winning, correcting and reversing: who is credited with how much, what is refused, and that parts add up whatever happens.
import fc from 'fast-check';
import { type Event } from '@ledger/ledger';
import { type DealReversed, type DealWon, type Won } from './deal.events.js';
import { sumMinor } from './parts.js';
import { after, ann, bob, command, lost, opened, recorded, when, won, world } from './testing.js';

const open = after(opened);
const wonDeal = after(opened, won);
const two = after(
  command('OpenDeal', { salesperson: 'ann', products: ['pen', 'ink'], openedOn: '2026-02-02' }),
);
const shared = command('WinDeal', {
  closedOn: '2026-03-10',
  amount: '100.01',
  lines: [
    { product: 'pen', quantity: 3, amount: '60.01' },
    { product: 'ink', amount: '40.00' },
  ],
  credits: {
    primary: [
      { salesperson: 'ann', shareBp: 5_000 },
      { salesperson: 'bob', shareBp: 5_000 },
    ],
    overlay: [{ salesperson: 'mia', shareBp: 1_000 }],
  },
});

const manyProducts = Array.from({ length: 48 }, (_, i) => ({
  type: 'ProductAdded',
  subject: `product/p-${i}`,
  occurredOn: '2026-01-01',
  data: { name: `P ${i}`, aliases: [] },
}));

describe('a deal without products', () => {
  const bare = command('OpenDeal', { salesperson: 'ann', openedOn: '2026-02-02' });
  const bareWon = command('WinDeal', { closedOn: '2026-03-10', amount: '100.00' });
  const part = command('ReverseDeal', {
    kind: 'return',
    reversedOn: '2026-03-12',
    amount: '40.00',
  });

  it('is won, corrected and reversed without lines, for its money counts all the same', () => {
    const correct = command('CorrectDeal', { reason: 'typo', amount: '90.00' });
    const events = after(bare, bareWon, correct, part).slice(-3);
    expect(events).toMatchObject([
      { data: { amountMinor: 10_000, lines: [], primary: [{ amountMinor: 10_000 }] } },
      { data: { is: { amountMinor: 9_000, lines: [], primary: [{ amountMinor: 9_000 }] } } },
      { data: { amountMinor: 4_000, lines: [], primary: [{ amountMinor: 4_000 }] } },
    ]);
  });

  it('gets no lines once part of it was reversed, for that part has none', () => {
    const lines = [{ product: 'pen', amount: '100.00' }];
    when(
      after(bare, bareWon, part),
      command('CorrectDeal', { reason: 'typo', lines }),
    ).thenRejected('correction-moves-reversed', { field: 'lines', was: '–' });
  });
});

describe('winning a deal', () => {
  it('puts all of it on its one product and on its owner, as they stand on the day', () => {
    when(open, won).then({
      type: 'DealWon',
      subject: 'deal/D-1',
      occurredOn: '2026-03-10',
      data: {
        closedOn: '2026-03-10',
        amountMinor: 100_000,
        currency: 'USD',
        lines: [
          {
            product: 'pen',
            quantity: 1,
            amountMinor: 100_000,
            family: 'office',
            listPriceMinor: 1_200,
          },
        ],
        primary: [{ ...ann, shareBp: 10_000, amountMinor: 100_000 }],
        overlay: [],
        customer: 'konex',
        segment: 'retail',
        cycleDays: 36,
      },
    });
  });

  it('shares out to the last cent; overlay credit counts beside', () => {
    const { data } = recorded(two, shared) as DealWon;
    expect(data.primary).toEqual([
      { ...ann, shareBp: 5_000, amountMinor: 5_001 },
      { ...bob, shareBp: 5_000, amountMinor: 5_000 },
    ]);
    expect(data.overlay).toEqual([
      { salesperson: 'mia', teams: [], shareBp: 1_000, amountMinor: 1_000 },
    ]);
    expect(data.lines.map((line) => line.amountMinor)).toEqual([6_001, 4_000]);
  });

  it('takes customer and channel from the command before those of the deal', () => {
    const data = { ...won.data, customer: 'zumgo', channel: 'partner' };
    const event = recorded(open, command('WinDeal', data));
    expect(event.data).toMatchObject({ customer: 'zumgo', channel: 'partner' });
    expect(event.data).not.toHaveProperty('segment');
  });

  it('can be for nothing', () => {
    expect(recorded(open, command('WinDeal', { ...won.data, amount: '0' })).data).toMatchObject({
      amountMinor: 0,
      primary: [{ amountMinor: 0 }],
    });
  });

  it('credits somebody who left later', () => {
    const credits = { primary: [{ salesperson: 'eve', shareBp: 10_000 }] };
    const data = { ...won.data, closedOn: '2026-02-28', credits };
    expect(recorded(open, command('WinDeal', data)).type).toBe('DealWon');
  });

  const primary = (...shares: readonly (readonly [string, number])[]): object => ({
    credits: { primary: shares.map(([salesperson, shareBp]) => ({ salesperson, shareBp })) },
  });
  const lines = (...parts: readonly (readonly [string, string])[]): object => ({
    lines: parts.map(([product, amount]) => ({ product, amount })),
  });

  it.each<[string, readonly Event[], object, string, object]>([
    ['an unknown deal', world, {}, 'deal-not-found', { deal: 'D-1' }],
    ['winning twice', wonDeal, {}, 'deal-already-won', { deal: 'D-1', closedOn: '2026-03-10' }],
    ['a lost deal', after(opened, lost), {}, 'deal-lost', { deal: 'D-1', lostOn: '2026-03-12' }],
    [
      'tomorrow',
      open,
      { closedOn: '2026-04-01' },
      'closed-on-in-future',
      { closedOn: '2026-04-01', today: '2026-03-31' },
    ],
    [
      'the day before it was opened',
      open,
      { closedOn: '2026-02-01' },
      'closed-before-opened',
      { closedOn: '2026-02-01', openedOn: '2026-02-02' },
    ],
    [
      'a day before the ledger',
      two,
      { closedOn: '2025-12-31' },
      'date-before-first-day',
      { date: '2025-12-31', firstDay: '2026-01-01' },
    ],
    [
      'another currency',
      open,
      { currency: 'EUR' },
      'exchange-rate-missing',
      { currency: 'EUR', ledgerCurrency: 'USD' },
    ],
    ['a negative amount', open, { amount: '-1' }, 'amount-negative', { amount: '-1' }],
    [
      'too many decimals',
      open,
      { amount: '1.001' },
      'amount-decimals',
      { amount: '1.001', currency: 'USD' },
    ],
    [
      'too large an amount',
      open,
      { amount: '10000000000000.01' },
      'amount-too-large',
      { amount: '10000000000000.01', currency: 'USD' },
    ],
    ['no lines for two products', two, {}, 'lines-missing', { count: 2 }],
    ['no lines at all', open, lines(), 'lines-missing', { count: 0 }],
    [
      'lines a cent short',
      open,
      lines(['pen', '999.99']),
      'lines-differ-from-amount',
      { lines: '999.99', amount: '1000.00', currency: 'USD' },
    ],
    [
      'lines of absurd size',
      [...open, ...manyProducts],
      lines(...manyLines(50, '10000000000000.00')),
      'lines-differ-from-amount',
      { lines: '90071992547409.91', amount: '1000.00', currency: 'USD' },
    ],
    [
      '51 lines',
      open,
      lines(...manyLines(51, '1.00')),
      'too-many-products',
      { count: 51, max: 50 },
    ],
    [
      'a product twice',
      open,
      lines(['pen', '500.00'], ['pen', '500.00']),
      'product-repeated',
      { product: 'pen' },
    ],
    ['an unknown product', open, lines(['nib', '1000.00']), 'product-unknown', { product: 'nib' }],
    ['shares of 99.99 %', open, primary(['ann', 9_999]), 'shares-not-whole', { sumBp: 9_999 }],
    [
      'shares of 100.01 %',
      open,
      primary(['ann', 5_000], ['bob', 5_001]),
      'shares-not-whole',
      { sumBp: 10_001 },
    ],
    ['nobody', open, primary(), 'shares-not-whole', { sumBp: 0 }],
    [
      'a share of nothing',
      open,
      primary(['ann', 10_000], ['bob', 0]),
      'share-out-of-range',
      { shareBp: 0 },
    ],
    [
      'a negative share',
      open,
      primary(['ann', 10_000], ['bob', -1]),
      'share-out-of-range',
      { shareBp: -1 },
    ],
    [
      'somebody twice',
      open,
      primary(['ann', 5_000], ['ann', 5_000]),
      'credit-repeated',
      { salesperson: 'ann' },
    ],
    [
      '11 credits',
      open,
      primary(...Array.from({ length: 11 }, (_, i) => [`s-${i}`, 1] as const)),
      'too-many-credits',
      { count: 11, max: 10 },
    ],
    [
      'an unknown salesperson',
      open,
      primary(['zoe', 10_000]),
      'salesperson-unknown',
      { salesperson: 'zoe' },
    ],
    [
      'somebody who had left',
      open,
      primary(['eve', 10_000]),
      'salesperson-inactive',
      { salesperson: 'eve', date: '2026-03-10' },
    ],
    [
      'an unknown customer',
      open,
      { customer: 'nobody' },
      'customer-unknown',
      { customer: 'nobody' },
    ],
  ])('refuses %s', (_, given, data, rule, detail) => {
    when(given, command('WinDeal', { ...won.data, ...data })).thenRejected(rule, detail);
  });
});

describe('correcting what was won', () => {
  const correct = (data: object): ReturnType<typeof command> =>
    command('CorrectDeal', { reason: 'contract', ...data });

  it('says what was and what is, on the day it counts, naming the entry that it corrects', () => {
    const was = wonDeal.at(-1)?.data as Won;
    when(wonDeal, correct({ amount: '1100.00', closedOn: '2026-03-09' })).then({
      type: 'DealCorrected',
      subject: 'deal/D-1',
      occurredOn: '2026-03-09',
      data: {
        reason: 'contract',
        corrects: wonDeal.length,
        was,
        is: {
          ...was,
          closedOn: '2026-03-09',
          amountMinor: 110_000,
          cycleDays: 35,
          lines: [{ ...was.lines[0], amountMinor: 110_000 }],
          primary: [{ ...was.primary[0], amountMinor: 110_000 }],
        },
      },
    });
  });

  it('names the correction before it, once there is one', () => {
    const given = after(opened, won, correct({ amount: '1.00' }));
    expect(recorded(given, correct({ amount: '2.00' })).data).toMatchObject({
      corrects: given.length,
      was: { amountMinor: 100 },
      is: { amountMinor: 200 },
    });
  });

  it('credits those who stand there on the corrected day', () => {
    const event = recorded(
      wonDeal,
      correct({
        closedOn: '2026-02-28',
        credits: { primary: [{ salesperson: 'bob', shareBp: 10_000 }] },
      }),
    );
    expect(event.data).toMatchObject({
      is: { primary: [{ salesperson: 'bob', teams: ['north', 'europe'] }] },
    });
  });

  it('changes lines, customer and channel, and takes them away', () => {
    const data = {
      lines: [{ product: 'ink', quantity: 2, amount: '1000.00' }],
      customer: null,
      channel: 'web',
    };
    const event = recorded(wonDeal, correct(data));
    expect(event.data).toMatchObject({
      is: { lines: [{ product: 'ink', quantity: 2, amountMinor: 100_000 }], channel: 'web' },
    });
    expect((event.data as { is: Won }).is).not.toHaveProperty('customer');
    expect((event.data as { is: Won }).is).not.toHaveProperty('segment');
  });

  it.each<[string, object]>([
    ['nothing is said', {}],
    [
      'all is so already',
      { amount: '1000.00', closedOn: '2026-03-10', customer: 'konex', channel: null },
    ],
    [
      'the same lines and credits are told',
      {
        lines: [{ product: 'pen', amount: '1000.00' }],
        credits: { primary: [{ salesperson: 'ann', shareBp: 10_000 }] },
      },
    ],
  ])('records nothing where %s', (_, data) => {
    when(wonDeal, correct(data)).thenNothing();
  });

  it('records nothing where lines and credits are only told in another order', () => {
    const even = command('WinDeal', {
      ...shared.data,
      amount: '100.00',
      lines: [
        { product: 'pen', amount: '50.00' },
        { product: 'ink', amount: '50.00' },
      ],
    });
    const given = [...two, recorded(two, even)];
    const data = {
      lines: [
        { product: 'ink', amount: '50.00' },
        { product: 'pen', amount: '50.00' },
      ],
      credits: {
        primary: [
          { salesperson: 'bob', shareBp: 5_000 },
          { salesperson: 'ann', shareBp: 5_000 },
        ],
        overlay: [{ salesperson: 'mia', shareBp: 1_000 }],
      },
    };
    when(given, correct(data)).thenNothing();
  });

  it.each<[string, readonly Event[], object, string]>([
    ['an unknown deal', world, {}, 'deal-not-found'],
    ['an open deal', open, {}, 'deal-not-won'],
    ['a lost deal', after(opened, lost), {}, 'deal-not-won'],
    ['a day to come', wonDeal, { closedOn: '2026-04-01' }, 'closed-on-in-future'],
    ['a day before it was opened', wonDeal, { closedOn: '2026-02-01' }, 'closed-before-opened'],
    [
      'an amount that its lines differ from',
      wonDeal,
      { lines: [{ product: 'pen', amount: '1.00' }] },
      'lines-differ-from-amount',
    ],
    ['an unknown customer', wonDeal, { customer: 'nobody' }, 'customer-unknown'],
    [
      'somebody who had left',
      wonDeal,
      { credits: { primary: [{ salesperson: 'eve', shareBp: 10_000 }] } },
      'salesperson-inactive',
    ],
  ])('refuses %s', (_, given, data, rule) => {
    when(given, correct(data)).thenRejected(rule);
  });

  describe('of which part was reversed', () => {
    const back = command('ReverseDeal', {
      kind: 'return',
      amount: '400.00',
      reversedOn: '2026-03-20',
    });
    const partly = after(opened, won, back);

    it('goes down to what was reversed and no further', () => {
      expect(recorded(partly, correct({ amount: '400.00' })).data).toMatchObject({
        is: { amountMinor: 40_000 },
      });
      when(partly, correct({ amount: '399.99' })).thenRejected('correction-below-reversed', {
        part: 'D-1',
        amount: '399.99',
        reversed: '400.00',
        currency: 'USD',
      });
    });

    it.each<[string, object, string, object]>([
      [
        'another product',
        { lines: [{ product: 'ink', amount: '1000.00' }] },
        'correction-below-reversed',
        { part: 'pen', amount: '0.00', reversed: '400.00', currency: 'USD' },
      ],
      [
        'another person',
        { credits: { primary: [{ salesperson: 'bob', shareBp: 10_000 }] } },
        'correction-below-reversed',
        { part: 'ann', amount: '0.00', reversed: '400.00', currency: 'USD' },
      ],
      [
        'another customer',
        { customer: 'zumgo' },
        'correction-moves-reversed',
        { field: 'customer', was: 'konex' },
      ],
      [
        'a channel',
        { channel: 'web' },
        'correction-moves-reversed',
        { field: 'channel', was: '–' },
      ],
      [
        'a day after the reversal',
        { closedOn: '2026-03-21' },
        'reversed-before-closed',
        { reversedOn: '2026-03-20', closedOn: '2026-03-21' },
      ],
    ])('refuses %s', (_, data, rule, detail) => {
      when(partly, correct(data)).thenRejected(rule, detail);
    });

    it('refuses a day on which whoever had money taken back stood elsewhere', () => {
      const undated = command('OpenDeal', { salesperson: 'ann', products: ['pen'] });
      const given = after(undated, won, back);
      expect(recorded(given, correct({ closedOn: '2026-02-01' })).type).toBe('DealCorrected');
      when(given, correct({ closedOn: '2026-01-31' })).thenRejected('correction-moves-reversed', {
        field: 'team',
        was: 'north',
      });
    });

    describe('with overlay credit', () => {
      const helped = (shareBp: number, salesperson = 'mia'): object => ({
        primary: [{ salesperson: 'ann', shareBp: 10_000 }],
        overlay: [{ salesperson, shareBp }],
      });
      const win = command('WinDeal', {
        closedOn: '2026-03-10',
        amount: '0.05',
        credits: helped(5_000),
      });
      const given = after(
        command('OpenDeal', { salesperson: 'ann', products: ['pen'] }),
        win,
        command('ReverseDeal', { kind: 'return', amount: '0.03', reversedOn: '2026-03-20' }),
      );

      it('keeps of it what was taken back, where rounding alone would give less', () => {
        expect(given.at(-1)?.data).toMatchObject({ overlay: [{ amountMinor: 2 }] });
        const { data } = recorded(given, correct({ amount: '0.03', credits: helped(4_900) }));
        expect(data).toMatchObject({ is: { overlay: [{ shareBp: 4_900, amountMinor: 2 }] } });
      });

      it('refuses to take it from whoever had some of it taken back, or to move them', () => {
        when(given, correct({ credits: helped(5_000, 'bob') })).thenRejected(
          'correction-below-reversed',
          { part: 'mia', amount: '0.00', reversed: '0.02', currency: 'USD' },
        );
        const helper = command('WinDeal', {
          closedOn: '2026-03-10',
          amount: '5.00',
          credits: {
            primary: [{ salesperson: 'mia', shareBp: 10_000 }],
            overlay: [{ salesperson: 'bob', shareBp: 5_000 }],
          },
        });
        const byBob = after(
          command('OpenDeal', { salesperson: 'mia', products: ['pen'] }),
          helper,
          command('ReverseDeal', { kind: 'return', amount: '1.00', reversedOn: '2026-03-20' }),
        );
        when(byBob, correct({ closedOn: '2026-02-28' })).thenRejected('correction-moves-reversed', {
          field: 'team',
          was: '–',
        });
      });
    });

    it('may credit more people, as long as each keeps what was taken back of them', () => {
      const credits = (annBp: number): object => ({
        credits: {
          primary: [
            { salesperson: 'ann', shareBp: annBp },
            { salesperson: 'bob', shareBp: 10_000 - annBp },
          ],
        },
      });
      expect(recorded(partly, correct(credits(4_000))).type).toBe('DealCorrected');
      when(partly, correct(credits(3_900))).thenRejected('correction-below-reversed');
    });
  });
});

describe('reversing what was won', () => {
  const reverse = (data: object): ReturnType<typeof command> =>
    command('ReverseDeal', { kind: 'return', reversedOn: '2026-03-20', ...data });

  it('takes back part of every line and credit, on its own day, naming the entry', () => {
    const given = [...two, recorded(two, shared)];
    when(given, reverse({ amount: '50.00', reason: 'broken' })).then({
      type: 'DealReversed',
      subject: 'deal/D-1',
      occurredOn: '2026-03-20',
      data: {
        kind: 'return',
        reason: 'broken',
        reversedOn: '2026-03-20',
        amountMinor: 5_000,
        currency: 'USD',
        lines: [
          {
            product: 'pen',
            quantity: 1,
            amountMinor: 3_000,
            family: 'office',
            listPriceMinor: 1_200,
          },
          { product: 'ink', quantity: 0, amountMinor: 2_000 },
        ],
        primary: [
          { ...ann, shareBp: 5_000, amountMinor: 2_500 },
          { ...bob, shareBp: 5_000, amountMinor: 2_500 },
        ],
        overlay: [{ salesperson: 'mia', teams: [], shareBp: 1_000, amountMinor: 500 }],
        corrects: given.length,
      },
    });
  });

  it('takes back all that is left where no amount is given', () => {
    const given = after(opened, won, reverse({ amount: '999.99' }));
    expect(recorded(given, reverse({ kind: 'churn' })).data).toMatchObject({
      kind: 'churn',
      amountMinor: 1,
    });
  });

  it('takes back what a correction added later', () => {
    const given = after(
      opened,
      won,
      reverse({}),
      command('CorrectDeal', { reason: 'r', amount: '1000.50' }),
    );
    expect(recorded(given, reverse({})).data).toMatchObject({
      amountMinor: 50,
      primary: [{ amountMinor: 50 }],
    });
  });

  const gone = after(opened, won, reverse({}));
  it.each<[string, readonly Event[], object, string, object]>([
    ['an unknown deal', world, {}, 'deal-not-found', { deal: 'D-1' }],
    ['an open deal', open, {}, 'deal-not-won', { deal: 'D-1', status: 'open' }],
    [
      'a cent too much',
      wonDeal,
      { amount: '1000.01' },
      'reversal-exceeds-credited',
      { deal: 'D-1', amount: '1000.01', left: '1000.00', currency: 'USD' },
    ],
    ['nothing', wonDeal, { amount: '0.00' }, 'reversal-not-positive', { amount: '0.00' }],
    ['less than nothing', wonDeal, { amount: '-1.00' }, 'amount-negative', { amount: '-1.00' }],
    ['a deal that is taken back whole', gone, {}, 'nothing-left-to-reverse', { deal: 'D-1' }],
    ['a cent of it', gone, { amount: '0.01' }, 'nothing-left-to-reverse', { deal: 'D-1' }],
    [
      'a day before it was closed',
      wonDeal,
      { reversedOn: '2026-03-09' },
      'reversed-before-closed',
      { reversedOn: '2026-03-09', closedOn: '2026-03-10' },
    ],
    [
      'a day to come',
      wonDeal,
      { reversedOn: '2026-04-01' },
      'date-in-future',
      { date: '2026-04-01', today: '2026-03-31' },
    ],
  ])('refuses %s', (_, given, data, rule, detail) => {
    when(given, reverse(data)).thenRejected(rule, detail);
  });
});

describe('money', () => {
  const people = ['ann', 'bob', 'mia'];
  const wins = fc
    .record({
      amounts: fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 2, maxLength: 2 }),
      cut: fc.integer({ min: 1, max: 9_998 }),
      second: fc.integer({ min: 1, max: 9_998 }),
      overlayBp: fc.integer({ min: 1, max: 10_000 }),
    })
    .filter(({ cut, second }) => cut + second < 10_000);
  const decimal = (minor: number): string =>
    `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
  const winOf = ({
    amounts,
    cut,
    second,
    overlayBp,
  }: {
    amounts: number[];
    cut: number;
    second: number;
    overlayBp: number;
  }): ReturnType<typeof command> => {
    const [pen = 0, ink = 0] = amounts;
    const shares = [cut, second, 10_000 - cut - second];
    return command('WinDeal', {
      closedOn: '2026-02-10',
      amount: decimal(pen + ink),
      lines: [
        { product: 'pen', quantity: 7, amount: decimal(pen) },
        { product: 'ink', amount: decimal(ink) },
      ],
      credits: {
        primary: people.map((salesperson, i) => ({ salesperson, shareBp: shares[i] })),
        overlay: [{ salesperson: 'eve', shareBp: overlayBp }],
      },
    });
  };

  it('falls on lines and primary credits to the last unit, however it is shared', () => {
    fc.assert(
      fc.property(wins, (terms) => {
        const { data } = recorded(two, winOf(terms)) as DealWon;
        expect(sumMinor(data.lines)).toBe(data.amountMinor);
        expect(sumMinor(data.primary)).toBe(data.amountMinor);
      }),
    );
  });

  it('goes back in parts that never exceed what was credited, in proportion to a unit, and leaves exactly nothing', () => {
    const fractions = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
    fc.assert(
      fc.property(wins, fractions, (terms, steps) => {
        const events = [...two, recorded(two, winOf(terms))];
        const { data } = events.at(-1) as DealWon;
        let left = data.amountMinor;
        const taken: DealReversed['data'][] = [];
        for (const step of [...steps, 1]) {
          const amountMinor = step === 1 ? left : Math.floor(left * step);
          if (amountMinor === 0) continue;
          const next = command('ReverseDeal', {
            kind: 'return',
            reversedOn: '2026-03-01',
            amount: decimal(amountMinor),
          });
          const event = recorded(events, next) as DealReversed;
          events.push(event);
          taken.push(event.data);
          left -= amountMinor;
          expect(sumMinor(event.data.lines)).toBe(amountMinor);
          expect(sumMinor(event.data.primary)).toBe(amountMinor);
          const back = data.amountMinor - left;
          for (const credit of data.primary) {
            const sum = sumMinor(
              taken.flatMap(({ primary }) =>
                primary.filter((one) => one.salesperson === credit.salesperson),
              ),
            );
            expect(sum).toBeLessThanOrEqual(credit.amountMinor);
            expect(sum).toBeLessThan((credit.amountMinor * back) / data.amountMinor + 1);
          }
        }
        for (const kind of ['lines', 'primary', 'overlay'] as const) {
          expect(
            sumMinor(taken.flatMap((one): readonly { amountMinor: number }[] => one[kind])),
          ).toBe(sumMinor(data[kind]));
        }
        expect(left).toBe(0);
      }),
    );
  });

  it('may be corrected to exactly what was reversed, whatever was reversed before', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(wins, parts, (terms, amounts) => {
        const events = [...two, recorded(two, winOf(terms))];
        const whole = (events.at(-1) as DealWon).data.amountMinor;
        let back = 0;
        for (const part of amounts) {
          if (back + part > whole) break;
          events.push(
            recorded(
              events,
              command('ReverseDeal', {
                kind: 'return',
                reversedOn: '2026-03-01',
                amount: decimal(part),
              }),
            ),
          );
          back += part;
        }
        if (back === 0 || back === whole) return;
        const { data } = recorded(
          events,
          command('CorrectDeal', { reason: 'r', amount: decimal(back) }),
        );
        expect(data).toMatchObject({ is: { amountMinor: back } });
        expect(sumMinor((data as { is: Won }).is.primary)).toBe(back);
        expect(sumMinor((data as { is: Won }).is.lines)).toBe(back);
      }),
    );
  });
});

function manyLines(count: number, amount: string): readonly (readonly [string, string])[] {
  return ['pen', 'ink', ...Array.from({ length: count - 2 }, (_, i) => `p-${i}`)].map(
    (product) => [product, amount] as const,
  );
}
