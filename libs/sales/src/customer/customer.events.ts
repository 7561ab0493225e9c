// What the customer slice tells the world: who buys.
import { type Event } from '@ledger/ledger';
import { type Sealed, type Source } from '../source.js';

export type CustomerRegistered = Event<
  'CustomerRegistered',
  {
    readonly name: Sealed;
    readonly segment?: string;
    readonly industry?: string;
    readonly region?: string;
    /** A sealed list of { name, email?, phone? }. */
    readonly contacts?: Sealed;
    readonly source?: Source;
  }
>;
/** Carries the fields that change, each with its new value; `null` takes a value away. */
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
