// Turns entries into answers: what each changed, the chain that it belongs to, and the names of everyone in it.
import { type View } from '@ledger/read-store';
import { present } from '../changes.js';
import { type LedgerState, ledger as ledgerSubject } from '../ledger/ledger.events.js';
import { type AuditEntry } from './audit.answers.js';
import { type AuditRow } from './trail.js';
import { type Chain, chainsOf } from './chain.js';
import { statedBy } from './changes.js';
import { type Changes, changesOf } from './history.js';
import { type At, namesOf } from './names.js';
import { type Reading, namedIn, readable } from './readable.js';

export type Settings = { readonly currency?: string; readonly timeZone: string };

/** As they stand; a ledger that is not shown yet has none, and then nothing of it is shown that needs them. */
export function settingsOf({ models, ledger, after }: At): Promise<Settings> {
  return models.view('ledger', ledger, after, async (view) => {
    const [row] = await view.getMany(ledgerSubject.kind, [ledger]);
    if (row === undefined) return { timeZone: 'UTC' };
    const { currency, timeZone } = row as unknown as LedgerState; // the rows of this collection are states
    return { currency, timeZone };
  });
}

/** In the order of the rows. */
export async function told(
  at: At,
  view: View,
  { rows, settings }: { readonly rows: readonly AuditRow[]; readonly settings: Settings },
): Promise<readonly AuditEntry[]> {
  const changes = await changesOf(view, rows);
  const chains = await chainsOf(view, rows);
  const names = await namesOf(at, namedBy(rows, changes));
  const reading = { names, currency: settings.currency };
  return rows.map((row) => entryOf(row, { changes, chain: chains.get(row.sequence), reading }));
}

/** Subjects whose names are wanted. */
function* namedBy(rows: readonly AuditRow[], changes: Changes): Iterable<string> {
  for (const { subject, sequence } of rows) {
    yield subject;
    for (const change of changes.get(sequence) ?? []) yield* namedIn(change);
  }
}

type Around = {
  readonly changes: Changes;
  readonly chain: Chain | undefined;
  readonly reading: Reading;
};

function entryOf(row: AuditRow, { changes, chain, reading }: Around): AuditEntry {
  const { data, ...recorded } = row;
  const { all = [], correctedBy = [], isCut = false } = chain ?? {};
  return present({
    ...recorded,
    subjectName: reading.names.get(row.subject),
    changes: (changes.get(row.sequence) ?? []).map((change) => readable(change, reading)),
    ...statedBy(data),
    correctedBy: correctedBy.length === 0 ? undefined : correctedBy,
    chain: all.length < 2 ? undefined : all,
    chainCut: isCut ? true : undefined,
  });
}
