import {
  overlayMinor,
  overlayTakenBack,
  partOf,
  roundedUpTo,
  split,
  takenBack,
  withParts,
} from './parts.js';

describe('parts of a whole', () => {
  it('are found by id, and only by an id that is there', () => {
    expect(partOf({ constructor: 5 }, 'constructor')).toBe(5);
    expect(partOf({}, 'constructor')).toBe(0);
    expect(withParts({}, [{ amountMinor: 2 }, { amountMinor: 3 }], () => 'constructor')).toEqual({
      constructor: 5,
    });
  });

  it('are even where nothing weighs anything', () => {
    expect(split(3, [0, 0])).toEqual([2, 1]);
  });

  it.each([
    [10_001, 5_000, 5_001],
    [10_001, 4_999, 4_999],
    [1, 10_000, 1],
    [1, 4_999, 0],
  ])(
    'beside the whole are rounded by themselves: %i at %i basis points is %i',
    (amount, bp, part) => {
      expect(overlayMinor(amount, bp)).toBe(part);
    },
  );
});

describe('taking back', () => {
  it('stays in proportion over many small steps', () => {
    let reversed = [0, 0, 0];
    for (let step = 0; step < 24; step += 1) {
      const parts = [50, 25, 25].map((amountMinor, i) => ({
        amountMinor,
        reversedMinor: reversed[i] ?? 0,
      }));
      const taken = takenBack(1, parts);
      reversed = reversed.map((minor, i) => minor + (taken[i] ?? 0));
    }
    expect(reversed).toEqual([12, 6, 6]);
  });

  it('takes from those that have given less than their share, where a correction changed the shares', () => {
    const parts = [
      { amountMinor: 50, reversedMinor: 30 },
      { amountMinor: 50, reversedMinor: 0 },
    ];
    expect(takenBack(20, parts)).toEqual([0, 20]);
    expect(takenBack(70, parts)).toEqual([20, 50]);
  });

  it('takes of overlay credit the share of the deal that is taken back by then', () => {
    expect(overlayTakenBack({ amountMinor: 101, reversedMinor: 0 }, 500, 1_000)).toBe(51);
    expect(overlayTakenBack({ amountMinor: 101, reversedMinor: 51 }, 1_000, 1_000)).toBe(50);
    expect(overlayTakenBack({ amountMinor: 50, reversedMinor: 51 }, 600, 1_000)).toBe(0);
  });
});

describe('corrected parts', () => {
  it.each<[string, number[], number[], number[]]>([
    ['stay where none is short', [1, 1], [1, 2], [1, 2]],
    ['are filled up where rounding left one short', [2, 0], [1, 1], [2, 0]],
    ['give only what they have above their own floor', [1, 3, 0], [2, 2, 2], [1, 3, 2]],
    ['stay where one is short by more than rounding', [5, 0], [2, 3], [2, 3]],
    ['stay where nobody has anything to give', [2, 2], [1, 2], [1, 2]],
  ])('%s', (_, floors, parts, expected) => {
    expect(roundedUpTo(floors, parts)).toEqual(expected);
  });
});
