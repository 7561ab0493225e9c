// Folds deals into what stands open: a stock, kept as changes by calendar day, so that it is known at the end of any day.
import {
  type Entry,
  type Projection,
  type RowKey,
  type Rows,
  idOf,
  unreachable,
} from '@ledger/ledger';
import { present } from '../changes.js';
import { type Attribution, type DealEvent, type DealProduct } from '../deal/deal.events.js';
import { type Standing, addToStock, stockCollection, stockKeys } from './standing.js';

/** A deal as it is counted; a closed one is counted nowhere and may come back. */
type CountedDeal = {
  readonly isOpen: boolean;
  readonly standing: Standing;
  /** Minor units; 0 where nobody said an amount. */
  readonly amountMinor: number;
  /** The day of its last change: an earlier one would take it away before it was there. */
  readonly since: string;
};

const types = [
  'DealOpened',
  'DealAdvanced',
  'DealReassigned',
  'DealWon',
  'DealLost',
  'DealReopened',
] as const satisfies readonly DealEvent['type'][];

type PipelineEvent = Extract<DealEvent, { type: (typeof types)[number] }>;
type Change = { readonly before: CountedDeal | undefined; readonly after: CountedDeal };

export const pipelineProjection: Projection = {
  name: 'pipeline',
  version: 2,
  collections: [
    { name: 'deal', indexes: [] },
    { name: stockCollection, indexes: [] },
  ],
  types,
  keys: (entry) => [dealKey(entry)],
  more: (entry, rows) => {
    const { before, after } = changeBy(entry, rows);
    return [before, after].flatMap((deal) => keysOf(deal, after.since));
  },
  fold: (entry, rows) => {
    const { before, after } = changeBy(entry, rows);
    const { since: day } = after;
    rows.put(dealKey(entry), after); // plain JSON
    if (isCounted(before))
      addToStock(keysOf(before, day), { day, values: [-before.amountMinor, -1] }, rows);
    if (isCounted(after))
      addToStock(keysOf(after, day), { day, values: [after.amountMinor, 1] }, rows);
  },
};

function isCounted(deal: CountedDeal | undefined): deal is CountedDeal {
  return deal?.isOpen === true;
}

function keysOf(deal: CountedDeal | undefined, day: string): readonly RowKey[] {
  return isCounted(deal) ? stockKeys(deal.standing, day) : [];
}

function changeBy(entry: Entry, rows: Rows): Change {
  const before = rows.get(dealKey(entry)) as unknown as CountedDeal | undefined; // only `fold` writes them
  const about = entry as Entry<PipelineEvent>; // `types` lets nothing else through
  if (about.type === 'DealOpened') return { before, after: opened(about) };
  if (before === undefined) throw new Error(`${entry.type} ${entry.sequence} before DealOpened`);
  const since = about.occurredOn > before.since ? about.occurredOn : before.since;
  return { before, after: { ...changed(before, about), since } };
}

type EntryOf<T extends PipelineEvent['type']> = Entry<Extract<PipelineEvent, { type: T }>>;

function opened({ data, occurredOn }: EntryOf<'DealOpened'>): CountedDeal {
  const { owner, products, amountMinor = 0, stage, segment, channel } = data;
  const product = firstOf(products);
  const standing = present({ ...placeOf(owner), product, segment, channel, stage });
  return { isOpen: true, standing, amountMinor, since: occurredOn };
}

function changed(
  deal: CountedDeal,
  entry: EntryOf<Exclude<PipelineEvent['type'], 'DealOpened'>>,
): CountedDeal {
  const { standing } = deal;
  switch (entry.type) {
    case 'DealAdvanced': {
      const {
        amountMinor = deal.amountMinor,
        stage = standing.stage,
        products,
        channel,
      } = entry.data;
      const product = products === undefined ? standing.product : firstOf(products);
      const by = channel === undefined ? standing.channel : (channel ?? undefined);
      const moved = present({ ...standing, stage, product, channel: by });
      return { ...deal, standing: moved, amountMinor: amountMinor ?? 0 };
    }
    case 'DealReassigned':
      return { ...deal, standing: present({ ...standing, ...placeOf(entry.data.owner) }) };
    case 'DealWon':
    case 'DealLost':
      return { ...deal, isOpen: false };
    case 'DealReopened': {
      const { won } = entry.data;
      return { ...deal, isOpen: true, amountMinor: won?.amountMinor ?? deal.amountMinor };
    }
    default:
      return unreachable(entry);
  }
}

function placeOf({
  salesperson,
  teams,
  territory,
}: Attribution): Standing & { territory: string | undefined } {
  return { salesperson, teams, territory };
}

function firstOf(products: readonly DealProduct[]): string | undefined {
  return products[0]?.product;
}

function dealKey(entry: Entry): RowKey {
  return { collection: 'deal', id: idOf(entry.subject) };
}
