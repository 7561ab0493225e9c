// Holds what callers were told against the book.
import { leafHash } from '@ledger/integrity';
import { type EntryRecord, firstPrevHash } from '@ledger/ledger';
import { type Stretch, strangersIn } from './book.js';
import { type Told } from './callers.js';

type Wire = {
  readonly commandid: string;
  readonly prevhash: string;
  readonly subject: string;
  readonly version: number;
};

type Entry = Wire & { readonly sequence: number };

/** What is wrong in the topic itself, and with what was told, one sentence each. */
export function faultsIn(
  stretches: readonly (readonly Stretch[])[],
  told: readonly Told[],
): readonly string[] {
  const faults = [...strangersIn(stretches)];
  const commands = new Map<string, Entry[]>();
  for (const [ledger, records] of recordsOf(stretches)) {
    const versions = new Map<string, number>();
    let [head, leaf] = [0, firstPrevHash];
    for (const { sequence, bytes } of records) {
      const entry = { ...(JSON.parse(Buffer.from(bytes).toString()) as Wire), sequence };
      if (sequence !== head + 1) faults.push(`${ledger}: ${sequence} after ${head}`);
      if (entry.prevhash !== leaf) faults.push(`${ledger}: ${sequence} does not chain`);
      const before = versions.get(entry.subject) ?? 0;
      if (entry.version !== before + 1) {
        faults.push(`${ledger}: ${entry.subject} ${entry.version} after ${before}`);
      }
      versions.set(entry.subject, entry.version);
      commands.set(entry.commandid, [...(commands.get(entry.commandid) ?? []), entry]);
      [head, leaf] = [sequence, leafHash(bytes)];
    }
  }
  return [...faults, ...told.flatMap((one) => untrue(one, commands.get(one.commandId) ?? []))];
}

/** Ledger by ledger, in the order of the topic. */
function recordsOf(
  stretches: readonly (readonly Stretch[])[],
): ReadonlyMap<string, readonly EntryRecord[]> {
  const ledgers = new Map<string, EntryRecord[]>();
  for (const { record } of stretches.flat().flatMap(({ entries }) => entries)) {
    const own = ledgers.get(record.ledger) ?? [];
    own.push(record);
    ledgers.set(record.ledger, own);
  }
  return ledgers;
}

/** A command is in the book exactly as it was told: side by side, once, or not at all. */
function untrue({ ledger, key, answer }: Told, found: readonly Entry[]): readonly string[] {
  const places = found.map(({ sequence }) => sequence).join(', ') || 'nowhere';
  if (answer.kind === 'defect') return [`${ledger}: ${key} was answered ${answer.code}`];
  const told =
    answer.kind === 'recorded'
      ? Array.from({ length: answer.entries }, (_, n) => answer.sequence - answer.entries + 1 + n)
      : [];
  const expected = told.join(', ') || 'nowhere';
  return places === expected ? [] : [`${ledger}: ${key} is at ${places}, told ${expected}`];
}
