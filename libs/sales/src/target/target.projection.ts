// One row for each target: what it asks now, and every value that it had. Whoever knows scope, metric and period reads it by
// its id.
import {
  type Entry,
  type Projection,
  type Row,
  type RowKey,
  idOf,
  todayIn,
  unreachable,
} from '@ledger/ledger';
import { present } from '../changes.js';
import { type TargetChange, type TargetEvent, type TargetState, target } from './target.events.js';

export const targetCollection = target.kind;
/** Its one row, under the ledger's id, says in which time zone a recording falls on which day. */
const timeZoneCollection = 'time-zone';

export type TargetRow = TargetState & {
  /** The business day on which the setting that stands was recorded. */
  readonly recordedOn: string;
  /** Oldest first. */
  readonly history: readonly TargetChange[];
  readonly version: number;
  readonly sequence: number;
};

export const targetProjection: Projection = {
  name: 'target',
  version: 2,
  collections: [
    {
      name: targetCollection,
      indexes: [
        { name: 'by-period', fields: ['period', 'scope', 'metric'] },
        { name: 'by-scope', fields: ['scope', 'metric', 'period'] },
        { name: 'by-metric', fields: ['metric', 'period', 'scope'] },
      ],
    },
    { name: timeZoneCollection, indexes: [] },
  ],
  types: ['LedgerOpened', 'TargetSet', 'TargetAdjusted', 'TargetWithdrawn'],
  keys: (entry) =>
    entry.type === 'LedgerOpened' ? [zoneKey(entry)] : [zoneKey(entry), targetKey(entry)],
  fold: (entry, rows) => {
    if (entry.type === 'LedgerOpened') {
      const { timeZone } = entry.data as { readonly timeZone: string }; // LedgerOpened has one
      rows.put(zoneKey(entry), { timeZone });
      return;
    }
    const key = targetKey(entry);
    const zone = rows.get(zoneKey(entry))?.['timeZone'];
    if (typeof zone !== 'string') throw new Error(`no time zone of ${entry.ledger}`);
    const before = rows.get(key);
    const about = entry as Entry<TargetEvent>; // `types` lets nothing else through
    rows.put(key, rowOf(before === undefined ? undefined : targetRow(before), about, zone));
  },
};

/** A stored row as what it is; only `rowOf` writes them. */
export function targetRow(row: Row): TargetRow {
  return row as unknown as TargetRow; // the collection holds nothing else
}

function rowOf(before: TargetRow | undefined, entry: Entry<TargetEvent>, zone: string): Row {
  const { time, version, sequence } = entry;
  const isSet = before === undefined || entry.type === 'TargetSet';
  const row: TargetRow = {
    ...target.evolve(before, entry),
    recordedOn: isSet ? todayIn(zone, time) : before.recordedOn,
    history: [...(before?.history ?? []), changeOf(entry)],
    version,
    sequence,
  };
  return row;
}

function changeOf(entry: Entry<TargetEvent>): TargetChange {
  const { type, actor, time, occurredOn, sequence } = entry;
  const recorded = { actor, time, occurredOn, sequence };
  switch (entry.type) {
    case 'TargetSet': {
      const { value: to, attribution } = entry.data;
      return present({ type, from: null, to, attribution, ...recorded });
    }
    case 'TargetAdjusted': {
      const { was, value, reason } = entry.data;
      return present({ type, from: was, to: value, reason, ...recorded });
    }
    case 'TargetWithdrawn': {
      const { was, reason } = entry.data;
      return present({ type, from: was, to: null, reason, ...recorded });
    }
    default:
      return unreachable(entry);
  }
}

function targetKey({ subject }: Entry): RowKey {
  return { collection: targetCollection, id: idOf(subject) };
}

function zoneKey({ ledger }: Entry): RowKey {
  return { collection: timeZoneCollection, id: ledger };
}
