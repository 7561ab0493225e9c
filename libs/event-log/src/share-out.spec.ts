import fc from 'fast-check';
import { type Sharer, shareOut } from './share-out.js';

const all = [0, 1, 2, 3];
const sharer = (
  service: string,
  warm: readonly number[],
  holds: readonly number[] = [],
): Sharer => ({ service, warm: new Set(warm), holds: new Set(holds) });

function shares(...sharers: Sharer[]): unknown {
  return Object.fromEntries(shareOut(sharers, all.length));
}

describe('partitions are shared out', () => {
  it('all to a service that is alone, though it has no state yet', () => {
    expect(shares(sharer('a', []))).toEqual({ a: all });
  });

  it('evenly among services that have none of them a state yet', () => {
    expect(shares(sharer('a', []), sharer('b', []))).toEqual({ a: [0, 2], b: [1, 3] });
  });

  it('to the warm ones only, where one lives', () => {
    expect(shares(sharer('a', []), sharer('b', all))).toEqual({ a: [], b: all });
    expect(shares(sharer('a', [3]), sharer('b', [0, 1]))).toEqual({ a: [2, 3], b: [0, 1] });
  });

  it('to whoever has them, where that is fair', () => {
    expect(shares(sharer('a', all), sharer('b', all, all))).toEqual({ a: [2, 3], b: [0, 1] });
    expect(shares(sharer('a', all, [1, 3]), sharer('b', all, [0, 2]))).toEqual({
      a: [1, 3],
      b: [0, 2],
    });
  });

  it('away from one that has them and is cold', () => {
    expect(shares(sharer('a', [], all), sharer('b', all))).toEqual({ a: [], b: all });
  });

  it('each once, never to a cold one beside a warm one, and fairly among equals', () => {
    const partitions = fc.uniqueArray(fc.integer({ min: 0, max: 15 }));
    const members = fc.uniqueArray(
      fc.record({ service: fc.uuid(), warm: partitions, holds: partitions }),
      { minLength: 1, maxLength: 6, selector: ({ service }) => service },
    );
    fc.assert(
      fc.property(members, fc.boolean(), (some, areEqual) => {
        const sharers = some.map(({ service, warm, holds }) =>
          sharer(service, areEqual ? [] : warm, holds),
        );
        const shared = shareOut(sharers, 16);
        expect([...shared.values()].flat().sort((a, b) => a - b)).toEqual(
          Array.from({ length: 16 }, (_, partition) => partition),
        );
        expect(shareOut(sharers.toReversed(), 16)).toEqual(shared);
        for (const { service, warm } of sharers) {
          for (const partition of shared.get(service) ?? []) {
            const isWarmElsewhere = sharers.some((one) => one.warm.has(partition));
            expect(warm.has(partition) || !isWarmElsewhere).toBe(true);
          }
          const fair = Math.ceil(16 / sharers.length);
          if (areEqual) expect(shared.get(service)?.length).toBeLessThanOrEqual(fair);
        }
      }),
    );
  });
});
