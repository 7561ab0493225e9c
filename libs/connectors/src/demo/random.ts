// Repeatable randomness for the demo: a counter hashed under a seed, the same on every machine.
import { createHash } from 'node:crypto';

export type Random = {
  /** Uniform in [0, 1). */
  unit(): number;
  /** Whole number from `min` to `max`, both inclusive. */
  whole(min: number, max: number): number;
  /** @throws Error where there is nothing to pick from */
  pick<T>(items: readonly T[]): T;
  /** True with this probability. */
  chance(probability: number): boolean;
  bytes(size: number): Buffer;
};

export function seededRandom(seed: string): Random {
  let counter = 0;
  const block = (): Buffer =>
    createHash('sha256')
      .update(`${seed}:${(counter += 1)}`)
      .digest();
  const unit = (): number => block().readUIntBE(0, 6) / 2 ** 48;
  return {
    unit,
    whole: (min, max) => min + Math.floor(unit() * (max - min + 1)),
    chance: (probability) => unit() < probability,
    pick: (items) => {
      const item = items[Math.floor(unit() * items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    bytes: (size) => {
      const parts: Buffer[] = [];
      for (let got = 0; got < size; got += 32) parts.push(block());
      return Buffer.concat(parts).subarray(0, size);
    },
  };
}
