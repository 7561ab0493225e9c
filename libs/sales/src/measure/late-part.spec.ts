import fc from 'fast-check';
import { entriesOf } from '../testing.js';
import { partsOf } from './counted.js';
import { type LateFigures, lateFigures, lateMembers, latePartsOf } from './late-part.js';
import { dimensionNames, membersOf } from './space.js';
import { histories } from './testing.js';

describe('a late row', () => {
  it('tells of every part what was counted, and along every dimension where it lies', () => {
    fc.assert(
      fc.property(histories, (events) => {
        for (const entry of entriesOf(events)) {
          const parts = partsOf(entry);
          // As a store gives it back.
          const row = JSON.parse(JSON.stringify(lateFigures('2020-01-01', parts))) as LateFigures;
          const told = row.parts.map((part) => ({
            fact: part[0],
            values: part[1],
            members: dimensionNames.map((name) => lateMembers(row, part, name)),
          }));
          const counted = parts.map(({ fact, values, place }) => ({
            ...{ fact, values: values.map((value) => value + 0) }, // no −0
            members: dimensionNames.map((name) => membersOf(name, place)),
          }));
          expect(told).toEqual(counted);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('gives out what counts for some facts and members', () => {
    const place = {
      deal: { customer: 'c1', reason: 'price' },
      who: { salesperson: 'ann', teams: ['north', 'all'] },
      what: undefined,
    };
    const part = (fact: 'won' | 'lost', value: number) =>
      ({ fact, day: '2017-01-01', place, values: [value] }) as const;
    const row = lateFigures('2017-02-01', [part('won', 1), part('lost', 2), part('won', 3)]);
    expect(row.places).toHaveLength(1);
    const of = (facts: readonly ('won' | 'lost')[], team: string): readonly number[] =>
      latePartsOf(row, {
        facts,
        dimension: 'team',
        includes: (member) => member === team,
      }).map(([, [value = 0]]) => value);
    expect(of(['won'], 'all')).toEqual([1, 3]);
    expect(of(['won', 'lost'], 'north')).toEqual([1, 2, 3]);
    expect(of(['won', 'lost'], 'unassigned')).toEqual([]);
  });
});
