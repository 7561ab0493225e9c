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
      firsts.contradicted(record, { line: place + 2, content }),
    );
    expect(lines).toEqual([undefined, undefined, undefined, 2, undefined]);
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
    const once = (more: object): string | undefined => deals.once?.({ ...deal, ...more });
    expect(once({ value: '1.00' })).toBe(once({ value: '2.00' }));
    expect(once({ modifiedAt: '2026-01-01T00:00:00Z' })).not.toBe(
      once({ modifiedAt: '2026-01-02T00:00:00Z' }),
    );
  });

  it('is the record itself in other lists', () => {
    expect(customerPlanner(edge).once).toBeUndefined();
  });
});
