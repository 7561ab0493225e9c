// One row per feedback: where it stands now. Lists read it newest first, open complaints oldest first.
import {
  type Entry,
  type Index,
  type Projection,
  type Row,
  type RowKey,
  idOf,
} from '@ledger/ledger';
import { present } from '../changes.js';
import {
  type FeedbackEvent,
  type FeedbackState,
  feedback,
  isComplaint,
} from './feedback.events.js';

export const feedbackCollection = feedback.kind;

/** What a row does not have is absent, and the row is left out of the indexes over it. */
export type FeedbackRow = {
  readonly receivedOn: string;
  readonly salesperson?: string;
  readonly customer?: string;
  /** Of a complaint that was neither answered nor dismissed: the day on which it was received. */
  readonly complaintSince?: string;
  /** The feedback's own version, which a command may expect. */
  readonly version: number;
  /** Sequence of the last entry about it. */
  readonly sequence: number;
  readonly state: FeedbackState;
};

export const feedbackProjection: Projection = {
  name: 'feedback',
  version: 1,
  collections: [
    {
      name: feedbackCollection,
      indexes: [...indexesOn('', 'receivedOn'), ...indexesOn('complaints-', 'complaintSince')],
    },
  ],
  types: ['FeedbackReceived', 'FeedbackAnswered', 'FeedbackDismissed'],
  keys: (entry) => [keyOf(entry)],
  fold: (entry, rows) => {
    const key = keyOf(entry);
    const before = rows.get(key);
    const about = entry as Entry<FeedbackEvent>; // `types` lets nothing else through
    const state = feedback.evolve(
      before === undefined ? undefined : feedbackRow(before).state,
      about,
    );
    rows.put(key, rowOf(state, entry));
  },
};

/** A stored row as what it is; only `rowOf` writes them. */
export function feedbackRow(row: Row): FeedbackRow {
  return row as unknown as FeedbackRow; // the collection holds nothing else
}

function indexesOn(prefix: string, day: 'receivedOn' | 'complaintSince'): readonly Index[] {
  return [
    { name: `${prefix}by-day`, fields: [day] },
    { name: `${prefix}by-salesperson`, fields: ['salesperson', day] },
    { name: `${prefix}by-customer`, fields: ['customer', day] },
    { name: `${prefix}by-salesperson-and-customer`, fields: ['salesperson', 'customer', day] },
  ];
}

function rowOf(state: FeedbackState, { version, sequence }: Entry): Row {
  const { receivedOn, attribution, customer } = state.voice;
  const isOpen = state.status === 'open' && isComplaint(state.voice);
  const row: FeedbackRow = present({
    receivedOn,
    salesperson: attribution?.salesperson,
    customer,
    complaintSince: isOpen ? receivedOn : undefined,
    version,
    sequence,
    state,
  });
  return row;
}

function keyOf(entry: Entry): RowKey {
  return { collection: feedbackCollection, id: idOf(entry.subject) };
}
