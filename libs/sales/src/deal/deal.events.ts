// What the deal slice tells the world. Each event carries everything that a figure needs (who was credited, in which team
// and territory, which products), so that any reader can compute from entries alone.
import { type Entry, type Event, type Subject, unreachable } from '@ledger/ledger';
import { type Sealed, type Source } from '../source.js';
import { changed, present } from '../changes.js';
import {
  type DealLine,
  type DealProduct,
  type Attribution,
  type Credit,
  type Won,
  type Lost,
} from './deal.outcome.events.js';
import { type Parts, withParts } from './parts.js';

export * from './deal.outcome.events.js';

export type ForecastCategory = 'pipeline' | 'best-case' | 'commit' | 'omitted';

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
    /**
     * Absent where the source does not know it: then `occurredOn` is the day of recording and no cycle is counted.
     * @zh 来源不知道时缺省：此时 `occurredOn` 为记录之日，且不计销售周期。
     */
    readonly openedOn?: string;
    readonly channel?: string;
    readonly source?: Source;
  }
>;
/**
 * Carries the fields that change, each with its new value; `null` takes a value away.
 * @zh 只含有变化的字段及其新值；`null` 表示清除该值。
 */
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
/**
 * A lost deal becomes open again (what was counted as lost goes back), or a won one is corrected to zero.
 * @zh 输单商机重新进行（原计入的输单撤回），或赢单商机更正为零。
 */
export type DealReopened = Event<
  'DealReopened',
  {
    readonly reason: Sealed;
    /** Sequence of the entry that is taken back. @zh 被撤回的分录的序号。 */
    readonly corrects: number;
    readonly lost?: Lost;
    readonly won?: Won;
    readonly source?: Source;
  }
>;
/**
 * Replaces `was` by `is` for every figure; `corrects` is the entry that set `was`.
 * @zh 在所有数字中以 `is` 取代 `was`；`corrects` 是记录 `was` 的分录。
 */
export type DealCorrected = Event<
  'DealCorrected',
  {
    readonly reason: Sealed;
    readonly corrects: number;
    readonly was: Won;
    readonly is: Won;
    readonly source?: Source;
  }
>;
export type ReversalKind = 'return' | 'cancellation' | 'churn';
/**
 * Takes back part or all of a won deal, on the day it happens. Credits and lines hold the reversed parts.
 * @zh 在发生之日冲回赢单商机的部分或全部。业绩归属和明细行保存被冲回的部分。
 */
export type DealReversed = Event<
  'DealReversed',
  {
    readonly kind: ReversalKind;
    readonly reason?: Sealed;
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
/** The deal changes hands while it is open. @zh 进行中的商机更换负责人。 */
export type DealReassigned = Event<
  'DealReassigned',
  {
    readonly owner: Attribution;
    readonly was: string;
    readonly reason?: Sealed;
    readonly source?: Source;
  }
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

/** What is known about a deal whatever becomes of it; after a win it mirrors what was won. */
export type DealFacts = {
  readonly title?: Sealed;
  /** The salesperson who owns it. */
  readonly owner: string;
  readonly customer?: string;
  readonly products: readonly DealProduct[];
  readonly amountMinor?: number;
  readonly currency: string;
  readonly stage?: string;
  readonly probabilityBp?: number;
  readonly forecastCategory?: ForecastCategory;
  readonly expectedCloseOn?: string;
  readonly openedOn?: string;
  readonly channel?: string;
  /** The last import that spoke of it. */
  readonly source?: Source;
};

/** Minor units taken back so far: in all, by product, by salesperson. */
export type Reversed = {
  readonly amountMinor: number;
  readonly lines: Parts;
  readonly primary: Parts;
  readonly overlay: Parts;
  /** The first day on which something was taken back. */
  readonly firstOn?: string;
};

export type OpenDealState = { readonly status: 'open'; readonly facts: DealFacts };
export type LostDealState = {
  readonly status: 'lost';
  readonly facts: DealFacts;
  readonly lost: Lost;
  /** Sequence of the entry that set `lost`; what takes it back names it. */
  readonly setBy: number;
};
export type WonDealState = {
  readonly status: 'won';
  readonly facts: DealFacts;
  readonly won: Won;
  /** Sequence of the entry that set `won`; corrections and reversals name it. */
  readonly setBy: number;
  readonly reversed: Reversed;
};
export type DealState = OpenDealState | LostDealState | WonDealState;

export const nothingReversed: Reversed = { amountMinor: 0, lines: {}, primary: {}, overlay: {} };

export const deal: Subject<DealState, DealEvent> = {
  kind: 'deal',
  evolve: (state, entry) => {
    if (entry.type === 'DealOpened') return { status: 'open', facts: openedFacts(entry.data) };
    if (state === undefined) throw new Error(`${entry.type} ${entry.sequence} before DealOpened`);
    const next = evolved(state, entry);
    const { source } = entry.data;
    return source === undefined ? next : { ...next, facts: { ...next.facts, source } };
  },
};

function evolved(state: DealState, entry: Entry<Exclude<DealEvent, DealOpened>>): DealState {
  const { facts } = state;
  const setBy = entry.sequence;
  switch (entry.type) {
    case 'DealAdvanced':
      return { ...state, facts: changed(facts, entry.data) };
    case 'DealReassigned':
      return { ...state, facts: { ...facts, owner: entry.data.owner.salesperson } };
    case 'DealLost':
      return { status: 'lost', facts, lost: outcome(entry.data), setBy };
    case 'DealReopened':
      return { status: 'open', facts };
    case 'DealWon':
      return wonState(facts, outcome(entry.data), setBy, nothingReversed);
    case 'DealCorrected':
      return wonState(facts, entry.data.is, setBy, wonOf(state, entry).reversed);
    case 'DealReversed': {
      const standing = wonOf(state, entry);
      return { ...standing, reversed: withReversal(standing.reversed, entry.data) };
    }
    default:
      return unreachable(entry);
  }
}

function openedFacts({ owner, segment: _, ...facts }: DealOpened['data']): DealFacts {
  return { ...facts, owner: owner.salesperson };
}

/** Without `source`, which belongs to the entry and not to what is counted. */
function outcome<T extends object>({
  source: _,
  ...counted
}: T & { readonly source?: Source }): Omit<T, 'source'> {
  return counted;
}

function wonState(facts: DealFacts, won: Won, setBy: number, reversed: Reversed): WonDealState {
  return { status: 'won', facts: mirrored(facts, won), won, setBy, reversed };
}

/** The facts of a deal of which this was won. */
export function mirrored(facts: DealFacts, won: Won): DealFacts {
  const { customer, channel, amountMinor, lines } = won;
  const products = lines.map(({ product, family }) => present({ product, family }));
  return present({ ...facts, customer, channel, amountMinor, products });
}

function wonOf(state: DealState, entry: Entry<DealEvent>): WonDealState {
  if (state.status !== 'won')
    throw new Error(`${entry.type} ${entry.sequence} on a ${state.status} deal`);
  return state;
}

/** What has been taken back once this reversal counts too. */
export function withReversal(so: Reversed, reversal: DealReversed['data']): Reversed {
  return {
    amountMinor: so.amountMinor + reversal.amountMinor,
    lines: withParts(so.lines, reversal.lines, (line) => line.product),
    primary: withParts(so.primary, reversal.primary, (credit) => credit.salesperson),
    overlay: withParts(so.overlay, reversal.overlay, (credit) => credit.salesperson),
    firstOn:
      so.firstOn === undefined || reversal.reversedOn < so.firstOn
        ? reversal.reversedOn
        : so.firstOn,
  };
}

/** Minor units that can still be taken back. */
export function leftMinor({ won, reversed }: WonDealState): number {
  return won.amountMinor - reversed.amountMinor;
}
