// What the product slice tells the world: what can be sold, at which list price, under which other names it comes in.
import { type Event } from '@ledger/ledger';
import { type Source } from '../source.js';

export type ProductAdded = Event<
  'ProductAdded',
  {
    readonly name: string;
    readonly family?: string;
    /** Minor units of the ledger's currency, for one unit. */
    readonly listPriceMinor?: number;
    /** Names under which imports may call it; unique in the ledger. */
    readonly aliases: readonly string[];
    readonly source?: Source;
  }
>;
/** Carries the fields that change, each with its new value; `null` takes a value away. */
export type ProductChanged = Event<
  'ProductChanged',
  {
    readonly name?: string;
    readonly family?: string | null;
    readonly listPriceMinor?: number | null;
    readonly aliases?: readonly string[];
    readonly source?: Source;
  }
>;
export type ProductRetired = Event<'ProductRetired', { readonly reason?: string }>;

export type ProductEvent = ProductAdded | ProductChanged | ProductRetired;
