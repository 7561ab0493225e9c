// What the deal slice tells the world. Each event carries everything that a figure needs (who was credited, in which team
// and territory, which products), so that any reader can compute from entries alone.
import { type Event } from '@ledger/ledger';
import { type Sealed, type Source } from '../source.js';

export type ForecastCategory = 'pipeline' | 'best-case' | 'commit' | 'omitted';

export type DealLine = {
  readonly product: string;
  readonly quantity: number;
  /** Minor units, for the whole quantity, after discount. */
  readonly amountMinor: number;
  /** The product's family and list price on the day, where it had them. */
  readonly family?: string;
  readonly listPriceMinor?: number;
};

/** A product that an open or lost deal is about; its amount is not agreed yet. */
export type DealProduct = { readonly product: string; readonly family?: string };

/** Who stood where on the day that counts. Kept as it was; a later reorganisation changes nothing here. */
export type Attribution = {
  readonly salesperson: string;
  /** The team and its ancestors, innermost first; empty for nobody's. */
  readonly teams: readonly string[];
  readonly manager?: string;
  readonly territory?: string;
};

export type Credit = Attribution & {
  /** Basis points of the deal; primary credits add up to 10,000, overlay credits are free. */
  readonly shareBp: number;
  readonly amountMinor: number;
};

/** Everything that counts about a won deal. */
export type Won = {
  readonly closedOn: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly lines: readonly DealLine[];
  readonly primary: readonly Credit[];
  readonly overlay: readonly Credit[];
  readonly customer?: string;
  readonly segment?: string;
  readonly channel?: string;
  /** Calendar days from openedOn to closedOn; absent where the deal has no openedOn. */
  readonly cycleDays?: number;
};

/** Everything that counts about a lost deal. */
export type Lost = {
  readonly lostOn: string;
  readonly owner: Attribution;
  readonly products: readonly DealProduct[];
  readonly amountMinor?: number;
  readonly customer?: string;
  readonly segment?: string;
  readonly channel?: string;
  readonly reason?: string;
  readonly competitor?: string;
  readonly cycleDays?: number;
};

export type DealOpened = Event<
  'DealOpened',
  {
    readonly title?: Sealed;
    readonly owner: Attribution;
    readonly customer?: string;
    readonly segment?: string;
    readonly products: readonly DealProduct[];
    readonly amountMinor?: number;
    readonly currency: string;
    readonly stage?: string;
    readonly probabilityBp?: number;
    readonly forecastCategory?: ForecastCategory;
    readonly expectedCloseOn?: string;
    /** Absent where the source does not know it: then `occurredOn` is the day of recording and no cycle is counted. */
    readonly openedOn?: string;
    readonly channel?: string;
    readonly source?: Source;
  }
>;
/** Carries the fields that change, each with its new value; `null` takes a value away. */
export type DealAdvanced = Event<
  'DealAdvanced',
  {
    readonly stage?: string;
    readonly probabilityBp?: number | null;
    readonly forecastCategory?: ForecastCategory | null;
    readonly expectedCloseOn?: string | null;
    readonly amountMinor?: number | null;
    readonly customer?: string | null;
    readonly products?: readonly DealProduct[];
    readonly channel?: string | null;
    readonly openedOn?: string;
    readonly source?: Source;
  }
>;
export type DealWon = Event<'DealWon', Won & { readonly source?: Source }>;
export type DealLost = Event<'DealLost', Lost & { readonly source?: Source }>;
/** A lost deal becomes open again (what was counted as lost goes back), or a won one is corrected to zero. */
export type DealReopened = Event<
  'DealReopened',
  {
    readonly reason: string;
    /** Sequence of the entry that is taken back. */
    readonly corrects: number;
    readonly lost?: Lost;
    readonly won?: Won;
    readonly source?: Source;
  }
>;
/** Replaces `was` by `is` for every figure; `corrects` is the entry that set `was`. */
export type DealCorrected = Event<
  'DealCorrected',
  {
    readonly reason: string;
    readonly corrects: number;
    readonly was: Won;
    readonly is: Won;
    readonly source?: Source;
  }
>;
export type ReversalKind = 'return' | 'cancellation' | 'churn';
/** Takes back part or all of a won deal, on the day it happens. Credits and lines hold the reversed parts. */
export type DealReversed = Event<
  'DealReversed',
  {
    readonly kind: ReversalKind;
    readonly reason?: string;
    readonly reversedOn: string;
    readonly amountMinor: number;
    readonly currency: string;
    readonly lines: readonly DealLine[];
    readonly primary: readonly Credit[];
    readonly overlay: readonly Credit[];
    readonly customer?: string;
    readonly segment?: string;
    readonly channel?: string;
    readonly corrects: number;
    readonly source?: Source;
  }
>;
/** The deal changes hands while it is open. */
export type DealReassigned = Event<
  'DealReassigned',
  { readonly owner: Attribution; readonly was: string; readonly reason?: string; readonly source?: Source }
>;

export type DealEvent =
  | DealOpened
  | DealAdvanced
  | DealWon
  | DealLost
  | DealReopened
  | DealCorrected
  | DealReversed
  | DealReassigned;
