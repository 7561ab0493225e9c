import { FirstRows } from './first-rows.js';
import { customerPlanner } from './customer-rows.js';
import { dealPlanner } from './deal-rows.js';
import { organizationPlanner } from './organization-rows.js';
import { type ImportEdge } from './planner.js';
import { presets } from './presets.js';

describe('the first rows of a file', () => {
  it('name the line that a later row about the same record contradicts', () => {
    const firsts = new FirstRows();
    const rows = [
      ['D-1', 'won'],
      ['D-2', 'won'],
      ['D-1', 'won'],
      ['D-1', 'lost'],
      ['D-1', 'won'],
    ] as const;
    const lines = rows.map(([record, content], place) =>
      firsts.contradicted(record, { line: place + 2, content, moment: undefined }),
    );
    expect(lines).toEqual([undefined, undefined, undefined, 2, undefined]);
  });

  type Told = readonly [moment: string | undefined, content: string, contradicts?: number];
  it.each<readonly [string, readonly Told[]]>([
    [
      'a history: each moment has its own',
      [
        ['t1', 'A'],
        ['t2', 'B'],
        ['t3', 'A'],
      ],
    ],
    [
      'another at the same moment',
      [
        ['t1', 'A'],
        ['t2', 'B'],
        ['t1', 'C', 2],
        ['t2', 'B'],
      ],
    ],
    [
      'one without a moment after a history',
      [
        ['t1', 'A'],
        ['t2', 'B'],
        [undefined, 'A', 3],
      ],
    ],
    [
      'one without a moment that says what all say',
      [
        ['t1', 'A'],
        ['t2', 'A'],
        [undefined, 'A'],
      ],
    ],
    [
      'one with a moment after one without',
      [
        [undefined, 'A'],
        ['t1', 'B', 2],
        ['t2', 'A'],
      ],
    ],
    [
      'A, B, A of which some have a moment',
      [
        ['t1', 'A'],
        [undefined, 'B', 2],
        ['t3', 'A'],
      ],
    ],
    [
      'a refused row, which counts for none',
      [
        [undefined, 'A'],
        ['t1', 'B', 2],
        [undefined, 'A'],
      ],
    ],
  ])('compare %s', (_, told) => {
    const firsts = new FirstRows();
    for (const [place, [moment, content, line]] of told.entries()) {
      const row = { line: place + 2, content, moment };
      expect([place, firsts.contradicted('D-1', row)]).toEqual([place, line]);
      expect(firsts.contradicted(`other-${place}`, row)).toBeUndefined();
    }
  });
});

describe('what a file may say one thing of', () => {
  const edge = {} as ImportEdge; // not asked
  const person = { salesperson: 'Ada', isFollowed: false };
  const deal = { record: 'D-1', salesperson: 'Ada', status: 'open', stage: 'New' } as const;
  const people = organizationPlanner(edge, presets.organization, { follows: () => false });
  const deals = dealPlanner(edge, presets.pipeline);

  it('is a person, and each day of one in a dated list', () => {
    const once = (days: object): string | undefined => people.once?.({ ...person, ...days });
    expect(once({ territory: 'N' })).toBe(once({ territory: 'S' }));
    expect(once({ effectiveOn: '2026-01-01' })).not.toBe(once({ effectiveOn: '2026-02-01' }));
    expect(once({})).not.toBe(once({ effectiveOn: '2026-02-01' }));
  });

  it('is a deal, and each change of one where rows say when it was', () => {
    const modifiedAt = '2026-01-01T00:00:00Z';
    expect(deals.once).toBeUndefined();
    expect(deals.told?.({ ...deal, modifiedAt })).toEqual({ moment: modifiedAt, content: deal });
    expect(deals.told?.(deal)).toEqual({ moment: undefined, content: deal });
  });

  it('is the record itself in other lists', () => {
    expect(customerPlanner(edge).once).toBeUndefined();
  });
});
