// What the customer slice tells the world: who buys.
import { type Event, type Subject } from '@ledger/ledger';
import { changed } from '../changes.js';
import { type Sealed, type Source } from '../source.js';

export type CustomerRegistered = Event<
  'CustomerRegistered',
  {
    readonly name: Sealed;
    readonly segment?: string;
    readonly industry?: string;
    readonly region?: string;
    /** A sealed list of { name, email?, phone? }. @zh 加密的列表，元素为 { name, email?, phone? }。 */
    readonly contacts?: Sealed;
    readonly source?: Source;
  }
>;
/**
 * Carries the fields that change, each with its new value; `null` takes a value away.
 * @zh 只含有变化的字段及其新值；`null` 表示清除该值。
 */
export type CustomerChanged = Event<
  'CustomerChanged',
  {
    readonly name?: Sealed;
    readonly segment?: string | null;
    readonly industry?: string | null;
    readonly region?: string | null;
    readonly contacts?: Sealed | null;
    readonly source?: Source;
  }
>;

export type CustomerEvent = CustomerRegistered | CustomerChanged;

export type CustomerState = {
  readonly name: Sealed;
  readonly segment?: string;
  readonly industry?: string;
  readonly region?: string;
  readonly contacts?: Sealed;
  /** The last import that spoke of the customer. */
  readonly source?: Source;
};

export const customer: Subject<CustomerState, CustomerEvent> = {
  kind: 'customer',
  evolve: (state, entry) => {
    if (entry.type === 'CustomerRegistered') return entry.data;
    if (state === undefined) throw new Error(`${entry.type} ${entry.sequence} before registration`);
    return changed<CustomerState>(state, entry.data);
  },
};
