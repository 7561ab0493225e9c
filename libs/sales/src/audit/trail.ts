// Entries as the trail tells them. The log keeps them: a list says which, and the view reads them there.
import { type Entry } from '@ledger/ledger';
import { type View } from '@ledger/read-store';

/** What is told of an entry; how it is chained and sent is nobody's concern here. */
export type AuditRow = Pick<
  Entry,
  | 'sequence'
  | 'subject'
  | 'version'
  | 'time'
  | 'occurredOn'
  | 'actor'
  | 'assurance'
  | 'type'
  | 'commandId'
  | 'data'
>;

export async function entryAt(view: View, sequence: number): Promise<AuditRow | undefined> {
  return (await entriesAt(view, [sequence])).at(0);
}

/** In the order of the sequences; what is not there is left out. */
export async function entriesAt(
  view: View,
  sequences: readonly number[],
): Promise<readonly AuditRow[]> {
  const entries = await view.entries(sequences);
  return entries.flatMap((entry) => (entry === undefined ? [] : [auditRow(entry)]));
}

function auditRow(entry: Entry): AuditRow {
  const { sequence, subject, version, time, occurredOn, actor, assurance, type, commandId, data } =
    entry;
  return {
    sequence,
    subject,
    version,
    time,
    occurredOn,
    actor,
    assurance,
    type,
    commandId,
    data,
  };
}
