// Whatever is sent in whatever order: what was decided replays, and rows say what states say.
import fc from 'fast-check';
import { type Command, type Event } from '@ledger/ledger';
import { slices } from '../index.js';
import { entriesOf, folded } from '../testing.js';
import { type TargetState, isTargetable } from './target.events.js';
import { targetCollection, targetProjection, targetRow } from './target.projection.js';
import { adjust, asked, set, targetLedger, withdraw, world } from './testing.js';

const value = fc.constantFrom('0', '1.00', '250000.00', '250000.01', '-1', '0.001');
const basis = fc.constantFrom('history' as const, 'judgement' as const);
const agreedOn = fc.constantFrom('2026-01-05', '2026-03-31', '2026-04-01');
const period = fc.constantFrom(asked.period, '2026', '2026-Q5');
const anySet = fc
  .record({ value, basis, agreedOn, period }, { requiredKeys: [] })
  .map((said) => set(said));
const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  anySet,
  value.map((to) => adjust({ value: to })),
  fc.constant(withdraw()),
);

/** What a ledger records that is sent these commands, refusals and all. */
function recordedBy(commands: readonly Command[]): readonly Event[] {
  return commands.reduce<readonly Event[]>((events, next) => {
    try {
      return [...events, ...targetLedger.given(...events).when(next).events];
    } catch (error) {
      if (String(error).includes('unexpected refusal')) return events;
      throw error;
    }
  }, world());
}

const everyProjection = slices.flatMap(({ projections }) => projections);

describe('any sequence of commands', () => {
  it('leaves a ledger that replays and whose rows are its states', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyCommand, { minLength: 1, maxLength: 10 }), (commands) => {
        const events = recordedBy(commands);
        for (const { type } of events) seen.add(type);
        const rows = folded(targetProjection, entriesOf(events)).get(targetCollection);
        for (const [id, row] of rows ?? []) {
          const state = targetLedger.given(...events).state(`target/${id}`) as TargetState;
          const shown = targetRow(row);
          expect(shown).toMatchObject(state);
          expect(isTargetable(state.metric)).toBe(true);
          expectUnbroken(shown.history, state);
        }
        for (const projection of everyProjection) folded(projection, entriesOf(events));
      }),
      { numRuns: 200 },
    );
    expect([...seen]).toEqual(
      expect.arrayContaining(['TargetSet', 'TargetAdjusted', 'TargetWithdrawn']),
    );
  });
});

type Step = { readonly from: number | null; readonly to: number | null };

/** Each value begins where the one before ended, and the last one is what stands. */
function expectUnbroken(history: readonly Step[], { status, value: last }: TargetState): void {
  const ends = [null, ...history.map(({ to }) => to)];
  expect(history.map(({ from }) => from)).toEqual(ends.slice(0, -1));
  expect(ends.at(-1)).toBe(status === 'set' ? last : null);
}
