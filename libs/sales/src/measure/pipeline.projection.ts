// Folds deals into what stands open: a stock, kept as changes by calendar day, so that it is known at the end of any day.
import {
  type Entry,
  type Projection,
  type RowKey,
  type Rows,
  idOf,
  oncePerEntry,
  unreachable,
} from '@ledger/ledger';
import { present } from '../changes.js';
import {
  clockKey,
  isOpening,
  lateCollections,
  lateKey,
  recordedDay,
  setClock,
} from '../late-rows.js';
import { type Attribution, type DealEvent, type DealProduct } from '../deal/deal.events.js';
import { type CountedDeal, countedDeal, keptRow } from './counted-deal.js';
import { type LateStock, lateStock } from './late-stock.js';
import { type Standing, addToStock, stockCollection, stockKeys } from './standing.js';

const types = [
  'DealOpened',
  'DealAdvanced',
  'DealReassigned',
  'DealWon',
  'DealLost',
  'DealReopened',
] as const satisfies readonly DealEvent['type'][];

type PipelineEvent = Extract<DealEvent, { type: (typeof types)[number] }>;

/** What an entry changes, given the deal as it stood: where it counted until then, and where it counts now. */
type Change = {
  readonly entry: Entry;
  readonly rows: Rows;
  readonly before: CountedDeal | undefined;
  readonly after: CountedDeal;
  readonly left: readonly RowKey[];
  readonly entered: readonly RowKey[];
  /** Where it was recorded after the day on which it counts. */
  readonly late: { readonly key: RowKey; readonly row: LateStock } | undefined;
};

let latest: Change | undefined;

export const pipelineProjection: Projection = {
  name: 'pipeline',
  version: 3,
  collections: [
    { name: 'deal', indexes: [] },
    { name: stockCollection, indexes: [] },
    ...lateCollections,
  ],
  types: ['LedgerOpened', ...types],
  keys: (entry) => (isOpening(entry) ? [clockKey] : [clockKey, dealKey(entry)]),
  more: (entry, rows) => {
    if (isOpening(entry)) return [];
    latest = changeBy(entry, rows);
    const { left, entered, late } = latest;
    if (late !== undefined) return [...left, ...entered, late.key];
    if (left.length === 0) return entered;
    return entered.length === 0 ? left : [...left, ...entered];
  },
  fold: (entry, rows) => {
    if (isOpening(entry)) return setClock(entry, rows);
    // `more` was asked about this entry before, with the same rows, but perhaps about others since.
    const known = latest?.entry === entry && latest.rows === rows ? latest : undefined;
    const { before, after, left, entered, late } = known ?? changeBy(entry, rows);
    const { since: day } = after;
    rows.put(dealKey(entry), keptRow(after));
    if (before !== undefined) addToStock(left, { day, values: valuesOf(before, -1) }, rows);
    addToStock(entered, { day, values: valuesOf(after, 1) }, rows);
    if (late !== undefined) rows.put(late.key, late.row);
  },
};

function changeBy(entry: Entry, rows: Rows): Change {
  const row = rows.get(dealKey(entry));
  const before = row === undefined ? undefined : countedDeal(row);
  const after = dealAfter(before, entry as Entry<PipelineEvent>); // `types` lets nothing else through
  const left = keysOf(before, after.since);
  const entered = keysOf(after, after.since);
  return { entry, rows, before, after, left, entered, late: lateOf(entry, rows, [before, after]) };
}

function keysOf(deal: CountedDeal | undefined, day: string): readonly RowKey[] {
  return deal?.isOpen === true ? stockKeys(deal.standing, day) : [];
}

function valuesOf({ amountMinor }: CountedDeal, sign: 1 | -1): readonly number[] {
  return [sign * amountMinor, sign];
}

function lateOf(
  entry: Entry,
  rows: Rows,
  [before, after]: readonly [CountedDeal | undefined, CountedDeal],
): Change['late'] {
  const recordedOn = recordedDay(entry, rows);
  const { since: day } = after;
  if (day >= recordedOn) return undefined;
  const moves = [
    ...(before?.isOpen === true ? [{ ...before, values: valuesOf(before, -1) }] : []),
    ...(after.isOpen ? [{ ...after, values: valuesOf(after, 1) }] : []),
  ];
  const row = lateStock(recordedOn, moves);
  return row && { key: lateKey({ day, recordedOn, sequence: entry.sequence }), row };
}

function dealAfter(before: CountedDeal | undefined, entry: Entry<PipelineEvent>): CountedDeal {
  if (entry.type === 'DealOpened') return opened(entry);
  if (before === undefined) throw new Error(`${entry.type} ${entry.sequence} before DealOpened`);
  const since = entry.occurredOn > before.since ? entry.occurredOn : before.since;
  return { ...changed(before, entry), since };
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

const dealKey = oncePerEntry(({ subject }): RowKey => ({ collection: 'deal', id: idOf(subject) }));
