// Holds what callers were told and what verify finds against the book.
import { leafHash } from '@ledger/integrity';
import { type EntryRecord, firstPrevHash } from '@ledger/ledger';
import { cli } from '../../cli.js';
import { type Api } from '../../e2e/testing.js';
import { type Stretch, strangersIn } from './book.js';
import { type Told, notRecorded } from './callers.js';

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
export function recordsOf(
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

/** Entries that nobody asked for, and refusals that no rule of the ledger explains. */
export function unaskedIn(
  records: ReadonlyMap<string, readonly EntryRecord[]>,
  told: readonly Told[],
): readonly string[] {
  const asked = new Set(told.map(({ commandId }) => commandId));
  const entries = [...records.values()].flat().flatMap(({ ledger, sequence, bytes }) => {
    const { commandid } = JSON.parse(Buffer.from(bytes).toString()) as Wire;
    return asked.has(commandid) ? [] : [`${ledger}: nobody asked for ${sequence}`];
  });
  const refused = told.flatMap(({ ledger, key, body, answer }) => {
    if (answer.kind === 'recorded' || answer.code === notRecorded) return [];
    const isOfNobody = 'salesperson' in body && body.salesperson === 'nobody';
    if (isOfNobody && answer.code === 'salesperson-unknown') return [];
    return [`${ledger}: ${key} was refused: ${answer.code}`];
  });
  return [...entries, ...refused];
}

/** What was sold, by what callers asked for and were told alone. */
export function soldIn(ledger: string, told: readonly Told[]): string {
  const minor = told
    .filter((one) => one.ledger === ledger && one.answer.kind === 'recorded')
    .map(({ body, path }) => {
      const amountMinor = 'amount' in body ? Math.round(Number(body.amount) * 100) : 0;
      return path.endsWith('/reverse') ? -amountMinor : amountMinor;
    });
  return (minor.reduce((sum, one) => sum + one, 0) / 100).toFixed(2);
}

type Report = {
  readonly entries: number;
  readonly head: string;
  readonly checks: readonly {
    readonly name: string;
    readonly ok: boolean;
    readonly problems: readonly string[];
  }[];
};

const checksMin = ['sequence', 'prevhash', 'subject-versions', 'money-conserved', 'checkpoints'];

/** What `sales-ledger verify` finds, one sentence each, and where it looks at something else than the book. */
export async function verified(
  { url }: Api,
  ledger: string,
  book: readonly EntryRecord[],
): Promise<readonly string[]> {
  const words = ['--json', '--url', url, 'verify', '--ledger', ledger];
  const { code, stdout, stderr } = await cli({ data: 'none' }, ...words);
  if (stdout === '') return [`${ledger} is not verified (${code}): ${stderr}`];
  const { entries, head, checks } = JSON.parse(stdout) as Report; // the API's own type
  const names = checks.map(({ name }) => name);
  const missing = checksMin.filter((name) => !names.includes(name));
  if (!names.some((name) => name.startsWith('read-model:'))) missing.push('read-model:*');
  const last = book.at(-1);
  return [
    ...checks
      .filter(({ ok }) => !ok)
      .map(({ name, problems }) => `${ledger}: ${name}: ${problems.join('; ')}`),
    ...missing.map((name) => `${ledger}: ${name} was not checked`),
    ...(entries === book.length ? [] : [`${ledger}: ${entries} of ${book.length} are verified`]),
    ...(last && head === leafHash(last.bytes) ? [] : [`${ledger}: verified is another ledger`]),
  ];
}
