// Whatever is sent in whatever order: what was decided replays, rows say what states say, and money is conserved.
import fc from 'fast-check';
import { type Command, type Entry, type Event } from '@ledger/ledger';
import { entryOf } from '@ledger/ledger/testing';
import { slices } from '../index.js';
import { entriesOf, folded } from '../testing.js';
import { type DealEvent, type DealState } from './deal.events.js';
import { moneyIsConserved } from './deal.invariants.js';
import { dealCollection, dealProjection, dealRow } from './deal.projection.js';
import { after, command, dealLedger, lost, opened, recorded, won, world } from './testing.js';

/** Mostly what can be, so that sequences get somewhere; now and then what is refused. */
function mostly<T>(good: fc.Arbitrary<T>, bad: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 7, arbitrary: good }, { weight: 1, arbitrary: bad });
}

const day = mostly(
  fc.constantFrom('2026-02-10', '2026-03-05', '2026-03-31'),
  fc.constantFrom('2025-12-31', '2026-01-15', '2026-04-01'),
);
const person = mostly(
  fc.constantFrom('ann', 'bob', 'mia'),
  fc.constantFrom('eve', 'zoe', 'constructor'),
);
const thing = mostly(fc.constantFrom('pen', 'ink'), fc.constantFrom('quill', 'nib', 'constructor'));
const money = mostly(
  fc.constantFrom('0.01', '1.00', '33.33', '100.00', '999.99'),
  fc.constantFrom('0', '-1.00', '0.001'),
);
const customerId = mostly(fc.constantFrom('konex', 'zumgo'), fc.constant('nobody'));
const share = fc.record({ salesperson: person, shareBp: fc.integer({ min: 1, max: 10_000 }) });
const halves = fc.integer({ min: 1, max: 9_999 }).map((shareBp) => [
  { salesperson: 'ann', shareBp },
  { salesperson: 'bob', shareBp: 10_000 - shareBp },
]);
const credits = fc.record(
  {
    primary: mostly(halves, fc.array(share, { maxLength: 3 })),
    overlay: fc.constant([{ salesperson: 'mia', shareBp: 777 }]),
  },
  { requiredKeys: ['primary'] },
);
const facts = { amount: money, customer: customerId, channel: fc.constantFrom('web', 'partner') };
const halfPenHalfInk = {
  amount: '100.00',
  lines: [
    { product: 'pen', quantity: 3, amount: '33.33' },
    { product: 'ink', amount: '66.67' },
  ],
};
const sale = (required: object): fc.Arbitrary<object> =>
  fc
    .tuple(
      fc.record({ closedOn: day, ...facts, credits }, { requiredKeys: [] }),
      fc.constantFrom({}, halfPenHalfInk),
      day,
      money,
    )
    .map(([terms, lines, closedOn, amount]) => ({
      ...('reason' in required ? {} : { closedOn, amount }),
      ...required,
      ...terms,
      ...lines,
    }));

const data: { readonly [type: string]: fc.Arbitrary<object> } = {
  OpenDeal: fc.record(
    { salesperson: person, products: fc.array(thing, { maxLength: 2 }), openedOn: day, ...facts },
    { requiredKeys: ['salesperson'] },
  ),
  AdvanceDeal: fc.record(
    { stage: fc.constantFrom('a', 'b'), products: fc.array(thing, { maxLength: 2 }), ...facts },
    { requiredKeys: [] },
  ),
  WinDeal: sale({}),
  LoseDeal: fc.record({ lostOn: day, reason: fc.constant('price') }),
  ReopenDeal: fc.constant({ reason: 'again' }),
  CorrectDeal: sale({ reason: 'contract' }),
  ReverseDeal: fc.record(
    { kind: fc.constant('return'), reversedOn: day, amount: money },
    { requiredKeys: ['kind', 'reversedOn'] },
  ),
  ReassignDeal: fc.record(
    { salesperson: person, effectiveOn: day },
    { requiredKeys: ['salesperson'] },
  ),
};
const often = ['WinDeal', 'WinDeal', 'CorrectDeal', 'CorrectDeal', 'ReverseDeal', 'ReverseDeal'];
const anyCommand: fc.Arbitrary<Command> = fc
  .constantFrom(...Object.keys(data), ...often)
  .chain((type) => (data[type] ?? fc.constant({})).map((given) => command(type, given)));

/** What a ledger records that is sent these commands, refusals and all. */
function recordedBy(commands: readonly Command[]): readonly Event[] {
  return commands.reduce<readonly Event[]>((events, next) => {
    try {
      return [...events, ...dealLedger.given(...events).when(next).events];
    } catch (error) {
      if (String(error).includes('unexpected refusal')) return events;
      throw error;
    }
  }, world);
}

/** Read models of other slices have to cope with whatever deals record. */
const everyProjection = slices.flatMap(({ projections }) => projections);

describe('any sequence of commands', () => {
  it('leaves a ledger that replays, whose rows are its states and whose money is conserved', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyCommand, { minLength: 1, maxLength: 12 }), (commands) => {
        const events = recordedBy([opened, ...commands]);
        for (const { type } of events) seen.add(type);
        const state = dealLedger.given(...events).state('deal/D-1');
        const row = folded(dealProjection, entriesOf(events)).get(dealCollection)?.get('D-1');
        expect(row === undefined ? undefined : dealRow(row).state).toEqual(state);
        expect(violationsOf(events)).toEqual([]);
        for (const projection of everyProjection) folded(projection, entriesOf(events));
      }),
      { numRuns: 300 },
    );
    expect([...seen].filter((type) => type.startsWith('Deal')).toSorted()).toEqual(
      dealProjection.types.toSorted(),
    );
  });
});

function violationsOf(events: readonly Event[]): readonly string[] {
  const check = moneyIsConserved.start();
  entriesOf(events).forEach((entry) => check.see(entry));
  return check.violations();
}

describe('the check that money is conserved', () => {
  const wonDeal = after(opened, won);
  const back = recorded(
    wonDeal,
    command('ReverseDeal', { kind: 'return', amount: '600.00', reversedOn: '2026-03-20' }),
  );
  const correction = recorded(wonDeal, command('CorrectDeal', { reason: 'r', amount: '500.00' }));
  const tampered = (event: DealEvent | Event | undefined, change: object): Event => {
    if (event === undefined) throw new Error('nothing to tamper with');
    return { ...event, data: { ...event.data, ...change } };
  };

  it('finds nothing in a clean ledger', () => {
    expect(violationsOf([...wonDeal, correction])).toEqual([]);
    expect(violationsOf([...wonDeal, back])).toEqual([]);
    expect(violationsOf([...after(opened, lost, command('ReopenDeal', { reason: 'r' }))])).toEqual(
      [],
    );
  });

  it.each<[string, readonly Event[], string]>([
    [
      'a deal that differs from its parts',
      [tampered(wonDeal.at(-1), { amountMinor: 1 })],
      'primary credits add up to 100000 of 1 minor units',
    ],
    [
      'lines that differ',
      [tampered(wonDeal.at(-1), { lines: [{ product: 'pen', quantity: 1, amountMinor: 1 }] })],
      'lines add up to 1 of 100000 minor units',
    ],
    [
      'shares that are not whole',
      [
        tampered(wonDeal.at(-1), {
          primary: [{ salesperson: 'ann', teams: [], shareBp: 9_999, amountMinor: 100_000 }],
        }),
      ],
      'primary shares add up to 9999 basis points',
    ],
    [
      'a negative part',
      [
        tampered(wonDeal.at(-1), {
          overlay: [{ salesperson: 'bob', teams: [], shareBp: 1, amountMinor: -1 }],
        }),
      ],
      'a part is negative',
    ],
    ['winning twice', [...wonDeal, ...wonDeal.slice(-1)], 'is won twice'],
    ['a reversal of nothing', [back], 'reverses what was not won'],
    [
      'a reversal that differs from its parts',
      [...wonDeal, tampered(back, { lines: [] })],
      'lines add up to 0 of 60000 minor units',
    ],
    ['reversing more than was won', [...wonDeal, back, back], 'more is reversed than was won'],
    [
      'reversing more of one line',
      [...wonDeal, back, back],
      '120000 minor units are reversed of pen, which has 100000',
    ],
    [
      'a correction below what was reversed',
      [...wonDeal, back, correction],
      '60000 minor units are reversed of ann, which has 50000',
    ],
    [
      'a correction of what did not stand',
      [...wonDeal, correction, correction],
      'corrects what did not stand',
    ],
    [
      'reopening what was reversed',
      [...wonDeal, back, tampered(recorded(wonDeal, command('ReopenDeal', { reason: 'r' })), {})],
      'is reopened although part of it was reversed',
    ],
  ])('finds %s', (_, events, wrong) => {
    expect(violationsOf(events)).toContainEqual(`entry ${events.length}, deal/D-1: ${wrong}`);
  });
});

describe('the state of a deal', () => {
  const unreadable = (type: string): Entry =>
    entryOf({ type, subject: 'deal/D-1', occurredOn: '2026-03-01', data: {} }, 7);

  it('does not pass over entries that cannot be', () => {
    expect(() => folded(dealProjection, [unreadable('DealWon')])).toThrow(
      'DealWon 7 before DealOpened',
    );
    const open = entriesOf(after(opened));
    expect(() => folded(dealProjection, [...open, unreadable('DealReversed')])).toThrow(
      'DealReversed 7 on a open deal',
    );
  });

  it('is listed under the day of its last turn', () => {
    const on = (...commands: readonly Command[]): unknown =>
      folded(dealProjection, entriesOf(after(...commands)))
        .get(dealCollection)
        ?.get('D-1')?.['on'];
    expect(on(opened)).toBe('2026-02-02');
    expect(on(opened, won)).toBe('2026-03-10');
    expect(on(opened, lost)).toBe('2026-03-12');
    expect(on(command('OpenDeal', { salesperson: 'ann' }))).toBe('');
  });

  it('names as owner and amounts what was won, reassigned and corrected last', () => {
    const events = after(
      opened,
      command('ReassignDeal', { salesperson: 'bob' }),
      won,
      command('CorrectDeal', { reason: 'r', amount: '7.00', customer: null }),
    );
    const state = dealLedger.given(...events).state('deal/D-1') as DealState;
    expect(state).toMatchObject({
      status: 'won',
      setBy: events.length,
      facts: { owner: 'bob', amountMinor: 700 },
    });
    expect(state.facts).not.toHaveProperty('customer');
  });
});
