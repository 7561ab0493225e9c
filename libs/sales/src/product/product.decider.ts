// What can be sold, and under which names it comes in: a name or alias means one product in the whole ledger.
import {
  type Command,
  type Decider,
  type Known,
  type Moment,
  idOf,
  minorOf,
  todayIn,
  unreachable,
} from '@ledger/ledger';
import { differences, present } from '../changes.js';
import { type LedgerState, ledger, requireLedger } from '../ledger/ledger.events.js';
import { type Source, isNews, isStale, plainSource } from '../source.js';
import {
  type ProductEvent,
  type ProductState,
  namesOf,
  normalisedName,
  product,
  productName,
} from './product.events.js';
import { reject } from './product.rejections.js';

export type AddProduct = Command<
  'AddProduct',
  {
    readonly name: string;
    readonly family?: string;
    /** Decimal string in the ledger's currency. */
    readonly listPrice?: string;
    readonly aliases?: readonly string[];
    readonly source?: Source;
  }
>;
export type ChangeProduct = Command<
  'ChangeProduct',
  {
    readonly name?: string;
    readonly family?: string | null;
    readonly listPrice?: string | null;
    /** All of them from now on. */
    readonly aliases?: readonly string[];
    readonly source?: Source;
  }
>;
export type RetireProduct = Command<'RetireProduct', { readonly reason?: string }>;
export type ProductCommand = AddProduct | ChangeProduct | RetireProduct;

type Events = readonly ProductEvent[];
type Desk = {
  readonly known: Known;
  readonly ledger: LedgerState;
  readonly today: string;
  readonly subject: string;
  readonly id: string;
};

export const productDecider: Decider<ProductCommand, ProductEvent> = {
  needs: (command, known) => {
    const names = namesIn(command);
    const holders = names.flatMap((name) => known.of(productName, name) ?? []);
    return [
      `${ledger.kind}/${command.ledger}`,
      ...names.map((name) => `${productName.kind}/${name}`),
      ...holders.map((id) => `${product.kind}/${id}`),
    ];
  },
  decide: (command, known, moment) => {
    const desk = deskOf(command, known, moment);
    switch (command.type) {
      case 'AddProduct':
        return add(command.data, desk);
      case 'ChangeProduct':
        return change(command.data, desk);
      case 'RetireProduct':
        return retire(command.data, desk);
      default:
        return unreachable(command);
    }
  },
};

function namesIn({ data }: ProductCommand): readonly string[] {
  const name = 'name' in data && data.name !== undefined ? [data.name] : [];
  const aliases = 'aliases' in data ? (data.aliases ?? []) : [];
  return [...new Set([...name, ...aliases].map(normalisedName))];
}

function deskOf(command: ProductCommand, known: Known, { now }: Moment): Desk {
  const state = requireLedger(known, command.ledger);
  const { subject } = command;
  return {
    known,
    ledger: state,
    today: todayIn(state.timeZone, now),
    subject,
    id: idOf(subject),
  };
}

function add(data: AddProduct['data'], desk: Desk): Events {
  const { known, id, subject, today } = desk;
  const { name, family, source } = data;
  const listPriceMinor = priceOf(data.listPrice, desk) ?? undefined;
  const aliases = otherNames(name, data.aliases ?? []);
  const state = known.of(product, id);
  if (state !== undefined) {
    if (isStale(state.source, source)) return [];
    const wanted = { name, family, listPriceMinor, aliases };
    const isSame = Object.keys(differences(state, wanted)).length === 0;
    if (isSame && !isNews(state.source, source)) return [];
    throw reject('product-exists', { product: id });
  }
  demandFree([name, ...aliases], desk);
  const added = present({ name, family, listPriceMinor, aliases, source: plainSource(source) });
  return [{ type: 'ProductAdded', subject, occurredOn: today, data: added }];
}

function change(data: ChangeProduct['data'], desk: Desk): Events {
  const state = existing(desk);
  const { id, subject, today } = desk;
  const { family, source } = data;
  if (isStale(state.source, source)) return [];
  const name = data.name ?? state.name;
  const aliases = data.aliases === undefined ? undefined : otherNames(name, data.aliases);
  const listPriceMinor = priceOf(data.listPrice, desk);
  const changes = differences(state, { name, family, listPriceMinor, aliases });
  if (Object.keys(changes).length === 0 && !isNews(state.source, source)) return [];
  const { retiredOn } = state;
  if (retiredOn !== undefined) throw reject('product-retired', { product: id, retiredOn });
  demandFree(
    [...(changes.name === undefined ? [] : [changes.name]), ...(changes.aliases ?? [])],
    desk,
  );
  const changed = present({ ...changes, source: plainSource(source) });
  return [{ type: 'ProductChanged', subject, occurredOn: today, data: changed }];
}

function retire({ reason }: RetireProduct['data'], desk: Desk): Events {
  const { subject, today } = desk;
  if (existing(desk).retiredOn !== undefined) return [];
  return [{ type: 'ProductRetired', subject, occurredOn: today, data: present({ reason }) }];
}

function existing({ known, id }: Desk): ProductState {
  const state = known.of(product, id);
  if (state === undefined) throw reject('product-not-found', { product: id });
  return state;
}

/** The aliases that say something new: another spelling of the name or of an alias before it is none. */
function otherNames(name: string, aliases: readonly string[]): readonly string[] {
  const all = [name, ...aliases].map(normalisedName);
  return aliases.filter((_, place) => all.indexOf(all[place + 1] ?? '') === place + 1);
}

function demandFree(names: readonly string[], { known, id }: Desk): void {
  for (const name of names) {
    const normalised = normalisedName(name);
    const holder = known.of(productName, normalised);
    if (holder === undefined || holder === id) continue;
    const state = known.of(product, holder);
    if (state === undefined || !namesOf(state).includes(normalised)) continue;
    throw reject('product-name-taken', { name, product: holder });
  }
}

/** Minor units, zero or more; null takes the price away. */
function priceOf(amount: string | null | undefined, desk: Desk): number | null | undefined {
  if (amount === undefined || amount === null) return amount;
  const { currency } = desk.ledger;
  const minor = minorOf(amount, currency);
  if (typeof minor === 'string') throw reject(minor, { amount, currency }, '/listPrice');
  if (minor < 0) throw reject('amount-negative', { amount }, '/listPrice');
  return minor;
}
