import { type Entry, addDays } from '@ledger/ledger';
import { type DealEvent, type Won } from '../deal/deal.events.js';
import { allowanceOf } from '../late-rows.js';
import { ledgerOpened } from '../ledger/testing.js';
import { entriesOf, readModelsOf } from '../testing.js';
import { type LateChange, lateChangesOf } from './late.js';
import { lateProjection } from './late.projection.js';
import { type Fact } from './part.js';

const ann = { salesperson: 'ann', teams: ['north', 'all'] };
const bob = { salesperson: 'bob', teams: ['all'] };
const deal: Won = {
  closedOn: '2026-01-20',
  amountMinor: 1000,
  currency: 'USD',
  lines: [],
  primary: [
    { ...ann, shareBp: 6_000, amountMinor: 600 },
    { ...bob, shareBp: 4_000, amountMinor: 400 },
  ],
  overlay: [],
};
const won = (closedOn = deal.closedOn, id = 'D-1'): DealEvent => ({
  type: 'DealWon',
  subject: `deal/${id}`,
  occurredOn: closedOn,
  data: { ...deal, closedOn },
});
const corrected = (is: Partial<Won>): DealEvent => ({
  type: 'DealCorrected',
  subject: 'deal/D-1',
  occurredOn: is.closedOn ?? deal.closedOn,
  data: { reason: 'r', corrects: 2, was: deal, is: { ...deal, ...is } },
});

/** Each with the instant at which it was recorded; the ledger, in Shanghai, was opened before them. */
async function asked(
  events: readonly (readonly [time: string, event: DealEvent])[],
  scope: { dimension: 'organization' | 'salesperson' | 'team'; member: string },
  [start, end]: readonly [string, string] = ['2026-01-01', '2026-01-31'],
  rows = 100,
): Promise<readonly LateChange[] | undefined> {
  const opening = ledgerOpened();
  const clock = { ...opening, data: { ...opening.data, timeZone: 'Asia/Shanghai' } };
  const entries: readonly Entry[] = entriesOf([clock, ...events.map(([, event]) => event)]).map(
    (entry, place) => ({ ...entry, time: events[place - 1]?.[0] ?? '2026-01-01T00:00:00.000Z' }),
  );
  const models = await readModelsOf([lateProjection], entries);
  const facts: readonly Fact[] = ['won'];
  const whose = {
    dimension: scope.dimension,
    includes: (member: string) => member === scope.member,
  };
  const changes = await models.view('late-change', 'acme', undefined, (view) =>
    lateChangesOf(view, { ...whose, from: start, to: end, after: end, facts }, allowanceOf(rows)),
  );
  return changes?.toSorted((a, b) => a.sequence - b.sequence);
}

const whole = { dimension: 'organization', member: 'organization' } as const;
const sequencesOf = (found: readonly LateChange[] | undefined): readonly number[] | undefined =>
  found?.map(({ sequence }) => sequence);

describe('late changes', () => {
  it('are entries recorded after the period had ended where the ledger is', async () => {
    const found = await asked(
      [
        ['2026-01-31T15:59:59.000Z', won('2026-01-20', 'D-1')], // still the 31st in Shanghai
        ['2026-01-31T16:00:00.000Z', won('2026-01-20', 'D-2')],
        ['2026-02-03T00:00:00.000Z', won('2026-02-03', 'D-3')],
      ],
      whole,
    );
    expect(found).toEqual([
      { sequence: 3, recordedOn: '2026-02-01', added: { won: [1000, 1, 0, 0, 0, 0, 0, 0] } },
    ]);
  });

  it('are late for a day and not for the month that still runs', async () => {
    const events = [['2026-01-25T00:00:00.000Z', won()]] as const;
    expect(sequencesOf(await asked(events, whole))).toEqual([]);
    expect(sequencesOf(await asked(events, whole, ['2026-01-20', '2026-01-20']))).toEqual([2]);
  });

  it('tell what was added for the scope, a correction as its difference', async () => {
    const events = [
      ['2026-01-20T00:00:00.000Z', won()],
      ['2026-02-10T00:00:00.000Z', won('2026-01-21', 'D-2')],
      [
        '2026-02-11T00:00:00.000Z',
        corrected({ primary: [{ ...ann, shareBp: 10_000, amountMinor: 1000 }] }),
      ],
    ] as const;
    const ofAnn = await asked(events, { dimension: 'salesperson', member: 'ann' });
    expect(ofAnn?.map(({ sequence, added }) => [sequence, added.won?.[0]])).toEqual([
      [3, 600],
      [4, 400],
    ]);
    const ofAll = await asked(events, { dimension: 'team', member: 'all' });
    expect(ofAll?.map(({ sequence, added }) => [sequence, added.won?.[0]])).toEqual([
      [3, 1000],
      [4, 0],
    ]);
    expect(await asked(events, { dimension: 'salesperson', member: 'eve' })).toEqual([]);
  });

  it('that move money to another period count in both', async () => {
    const events = [
      ['2026-01-20T00:00:00.000Z', won()],
      ['2026-03-10T00:00:00.000Z', corrected({ closedOn: '2026-02-02' })],
    ] as const;
    const january = await asked(events, whole);
    expect(january?.map(({ added }) => added.won?.[0])).toEqual([-1000]);
    const february = await asked(events, whole, ['2026-02-01', '2026-02-28']);
    expect(february?.map(({ added }) => added.won?.[0])).toEqual([1000]);
  });

  it('are found however late they come', async () => {
    const days = [1, 7, 8, 63, 64, 511, 512, 4095, 4096, 9000];
    const events = days.map(
      (late, i) =>
        ['2026-02-01T04:00:00.000Z', won(addDays('2026-02-01', -late), `D-${i}`)] as const,
    );
    const sequences = days.map((_, i) => i + 2);
    expect(sequencesOf(await asked(events, whole, ['2000-01-01', '2026-01-31']))).toEqual(
      sequences,
    );
    for (const [i, late] of days.entries()) {
      const since = addDays('2026-02-01', -late);
      const found = sequencesOf(await asked(events, whole, [since, '2026-01-31']));
      expect([late, found]).toEqual([late, sequences.slice(0, i + 1)]);
    }
  });

  it('are not told where more rows lie there than may be looked at', async () => {
    const events = [
      ['2026-02-01T04:00:00.000Z', won('2026-01-20', 'D-1')],
      ['2026-02-01T04:00:00.000Z', won('2026-01-20', 'D-2')],
    ] as const;
    const january = ['2026-01-01', '2026-01-31'] as const;
    expect(sequencesOf(await asked(events, whole, january, 2))).toEqual([2, 3]);
    expect(await asked(events, whole, january, 1)).toBeUndefined();
  });
});
