// One row per lead: where it stands now. Lists read it newest first.
import {
  type Entry,
  type Projection,
  type Row,
  type RowKey,
  idOf,
  unreachable,
} from '@ledger/ledger';
import { present } from '../changes.js';
import { type LeadEvent, type LeadState, lead } from './lead.events.js';

export const leadCollection = lead.kind;

/** A lead of nobody has no `salesperson`, of nobody known no `customer`: its row is left out of the indexes over it. */
export type LeadRow = {
  readonly status: LeadState['status'];
  readonly salesperson?: string;
  readonly customer?: string;
  readonly channel: string;
  /** When it was received, qualified, disqualified or converted, whichever was last. */
  readonly on: string;
  /** The lead's own version, which a command may expect. */
  readonly version: number;
  /** Sequence of the last entry about it. */
  readonly sequence: number;
  readonly state: LeadState;
};

export const leadProjection: Projection = {
  name: 'lead',
  version: 2,
  collections: [
    {
      name: leadCollection,
      indexes: [
        { name: 'by-day', fields: ['on'] },
        { name: 'by-status', fields: ['status', 'on'] },
        { name: 'by-salesperson', fields: ['salesperson', 'status', 'on'] },
        { name: 'by-customer', fields: ['customer', 'on'] },
        { name: 'by-channel', fields: ['channel', 'status', 'on'] },
        { name: 'by-salesperson-and-channel', fields: ['salesperson', 'channel', 'status', 'on'] },
      ],
    },
  ],
  types: ['LeadReceived', 'LeadQualified', 'LeadDisqualified', 'LeadConverted'],
  keys: (entry) => [keyOf(entry)],
  fold: (entry, rows) => {
    const key = keyOf(entry);
    const before = rows.get(key);
    const about = entry as Entry<LeadEvent>; // `types` lets nothing else through
    const state = lead.evolve(before === undefined ? undefined : leadRow(before).state, about);
    rows.put(key, rowOf(state, entry));
  },
};

/** A stored row as what it is; only `rowOf` writes them. */
export function leadRow(row: Row): LeadRow {
  return row as unknown as LeadRow; // the collection holds nothing else
}

function rowOf(state: LeadState, { version, sequence }: Entry): Row {
  const { owner, customer, channel } = state.facts;
  const row: LeadRow = present({
    status: state.status,
    salesperson: owner,
    customer,
    channel,
    on: dayOf(state),
    version,
    sequence,
    state,
  });
  return row;
}

function dayOf(state: LeadState): string {
  switch (state.status) {
    case 'received':
      return state.facts.receivedOn;
    case 'qualified':
      return state.qualifiedOn;
    case 'disqualified':
      return state.disqualifiedOn;
    case 'converted':
      return state.convertedOn;
    default:
      return unreachable(state);
  }
}

function keyOf(entry: Entry): RowKey {
  return { collection: leadCollection, id: idOf(entry.subject) };
}
