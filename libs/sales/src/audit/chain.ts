// The chain of an entry: which entries it corrects, back to the first, and which correct it, to the last.
import { type View } from '@ledger/read-store';
import { correctingCollection, correctingId, sequencesIn } from './audit.projection.js';
import { statedBy } from './changes.js';
import { type AuditRow, entryAt } from './trail.js';

export type Chain = {
  /** Sequences of the whole chain, in order, the entry itself among them. */
  readonly all: readonly number[];
  /** Those that correct the entry itself. */
  readonly correctedBy: readonly number[];
  /** True where the chain is longer than is told here. */
  readonly isCut: boolean;
};

const chainMax = 200;

/** By sequence, in the order of the rows. */
export async function chainsOf(
  view: View,
  rows: readonly AuditRow[],
): Promise<ReadonlyMap<number, Chain>> {
  const links = await linksIn(view, rows);
  const chains = new Map<number, Chain>();
  for (const { sequence } of rows) chains.set(sequence, await chainOf(links, sequence));
  return chains;
}

async function chainOf(links: Links, sequence: number): Promise<Chain> {
  const back = [sequence];
  let corrects = await links.corrects(sequence);
  while (corrects !== undefined && back.length < chainMax) {
    back.unshift(corrects);
    corrects = await links.corrects(corrects);
  }
  const found = new Set(back);
  for (const one of found) {
    if (found.size >= chainMax) break;
    for (const by of await links.correctedBy(one)) found.add(by); // visited in its turn
  }
  return {
    all: [...found].sort((one, other) => one - other),
    correctedBy: await links.correctedBy(sequence),
    isCut: found.size >= chainMax,
  };
}

/** Entries of one page are often of one chain: each link is read once. */
type Links = {
  corrects(sequence: number): Promise<number | undefined>;
  correctedBy(sequence: number): Promise<readonly number[]>;
};

async function linksIn(view: View, rows: readonly AuditRow[]): Promise<Links> {
  const known = new Map(rows.map((row) => [row.sequence, row]));
  const sequences = [...known.keys()];
  const by = await correcting(view, sequences);
  const corrected = new Map(sequences.map((sequence, i) => [sequence, by[i] ?? []]));
  return {
    corrects: async (sequence) => {
      const row = known.get(sequence) ?? (await entryAt(view, sequence));
      if (row === undefined) return undefined;
      known.set(sequence, row);
      return statedBy(row.data).corrects;
    },
    correctedBy: async (sequence) => {
      const found = corrected.get(sequence) ?? (await correcting(view, [sequence])).flat();
      corrected.set(sequence, found);
      return found;
    },
  };
}

/** Of each of the entries those that correct it. */
async function correcting(
  view: View,
  sequences: readonly number[],
): Promise<readonly (readonly number[])[]> {
  return (await view.getMany(correctingCollection, sequences.map(correctingId))).map(sequencesIn);
}
