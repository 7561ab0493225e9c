// One row per entry, found by subject: what an auditor reads. Rows keep what the entry says and nothing worked out from it,
// so that the fold reads no other row; before and after are compared when someone asks.
import { type Entry, type Projection, type Row, type RowKey } from '@ledger/ledger';

export const auditCollection = 'trail';

export type AuditRow = Pick<
  Entry,
  | 'sequence'
  | 'version'
  | 'time'
  | 'occurredOn'
  | 'actor'
  | 'assurance'
  | 'type'
  | 'commandId'
  | 'data'
>;

/** @param types all event types of the installation: a trail leaves nothing out */
export function auditProjectionOf(types: readonly string[]): Projection {
  return {
    name: 'audit',
    version: 1,
    collections: [{ name: auditCollection, indexes: [] }],
    types,
    keys: (entry) => [keyOf(entry)],
    fold: (entry, rows) => {
      const { sequence, version, time, occurredOn, actor, assurance, type, commandId, data } =
        entry;
      const row: AuditRow = {
        sequence,
        version,
        time,
        occurredOn,
        actor,
        assurance,
        type,
        commandId,
        data,
      };
      rows.put(keyOf(entry), row as unknown as Row); // an entry's data is JSON
    },
  };
}

/** A stored row as what it is; only the fold above writes them. */
export function auditRow(row: Row): AuditRow {
  return row as unknown as AuditRow;
}

/** What the ids of a subject's rows begin with. */
export function trailPrefix(subject: string): string {
  return `${subject}|`;
}

/** By version, in an order that sorts as text. */
function keyOf({ subject, version }: Entry): RowKey {
  const id = trailPrefix(subject) + String(version).padStart(10, '0');
  return { collection: auditCollection, id };
}
