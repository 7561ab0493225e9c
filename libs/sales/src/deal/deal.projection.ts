// One row per deal: where it stands now. The list and the page of a deal read it, and an import compares with it.
import { type Entry, type Projection, type Row, type RowKey, idOf } from '@ledger/ledger';
import { type DealEvent, type DealState, deal } from './deal.events.js';

export const dealCollection = 'deal';

export type DealRow = {
  readonly status: DealState['status'];
  readonly owner: string;
  /** Empty where there is none: an index needs a value. */
  readonly customer: string;
  /** When it was won, lost or opened, whichever was last; empty for an open deal without opening date. */
  readonly on: string;
  /** The deal's own version, which a command may expect. */
  readonly version: number;
  /** Sequence of the last entry about it. */
  readonly sequence: number;
  /** Everything known; money in minor units of `state.facts.currency`. */
  readonly state: DealState;
};

export const dealProjection: Projection = {
  name: 'deal',
  version: 1,
  collections: [
    {
      name: dealCollection,
      indexes: [
        { name: 'by-status', fields: ['status', 'on'] },
        { name: 'by-owner', fields: ['owner', 'status', 'on'] },
        { name: 'by-customer', fields: ['customer', 'status', 'on'] },
        { name: 'by-owner-and-customer', fields: ['owner', 'customer', 'status', 'on'] },
      ],
    },
  ],
  types: [
    'DealOpened',
    'DealAdvanced',
    'DealWon',
    'DealLost',
    'DealReopened',
    'DealCorrected',
    'DealReversed',
    'DealReassigned',
  ],
  keys: (entry) => [keyOf(entry)],
  fold: (entry, rows) => {
    const key = keyOf(entry);
    const before = rows.get(key);
    const about = entry as Entry<DealEvent>; // `types` lets nothing else through
    const state = deal.evolve(before === undefined ? undefined : dealRow(before).state, about);
    rows.put(key, rowOf(state, entry));
  },
};

/** A stored row as what it is; only `rowOf` writes them. */
export function dealRow(row: Row): DealRow {
  return row as unknown as DealRow; // the collection holds nothing else
}

function rowOf(state: DealState, { version, sequence }: Entry): Row {
  const { owner, customer = '' } = state.facts;
  const row: DealRow = {
    status: state.status,
    owner,
    customer,
    on: dayOf(state),
    version,
    sequence,
    state,
  };
  return row;
}

function dayOf(state: DealState): string {
  if (state.status === 'won') return state.won.closedOn;
  if (state.status === 'lost') return state.lost.lostOn;
  return state.facts.openedOn ?? '';
}

function keyOf(entry: Entry): RowKey {
  return { collection: dealCollection, id: idOf(entry.subject) };
}
