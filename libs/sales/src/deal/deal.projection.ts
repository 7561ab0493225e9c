// One row per deal: where it stands now. The list and the page of a deal read it, and an import compares with it.
import { type Entry, type Projection, type Row, type RowKey, idOf } from '@ledger/ledger';
import { type DealEvent, type DealState, deal } from './deal.events.js';
import { dealRow, storedDeal } from './row.js';

export { type DealRow, dealRow } from './row.js';

export const dealCollection = 'deal';

export const dealProjection: Projection = {
  name: 'deal',
  version: 2,
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

function rowOf(state: DealState, { version, sequence }: Entry): Row {
  const { owner, customer = '' } = state.facts;
  const on = dayOf(state);
  return storedDeal({ status: state.status, owner, customer, on, version, sequence, state });
}

function dayOf(state: DealState): string {
  if (state.status === 'won') return state.won.closedOn;
  if (state.status === 'lost') return state.lost.lostOn;
  return state.facts.openedOn ?? '';
}

function keyOf(entry: Entry): RowKey {
  return { collection: dealCollection, id: idOf(entry.subject) };
}
