// A slice is a feature: what it decides, what it shows, what it refuses. The product is a list of slices.
import { type Decider, type Guard, type Subject } from './decider.js';
import { type Entry, type Event, type EventCatalogue } from './entry.js';
import { type Projection } from './projection.js';
import { type RejectionTexts } from './rejection.js';

/** A rule over the whole ledger that `verify` checks from entries alone; each violation is one English line. */
export type Invariant = {
  readonly name: string;
  /** A fresh check: give it every entry in order, then ask for what is wrong. */
  start(): { see(entry: Entry): void; violations(): readonly string[] };
};

/** A guard of whatever events. */
export type AnyGuard = Omit<Guard<unknown, never>, 'types'> & { readonly types: readonly string[] };

export type Slice = {
  readonly name: string;
  readonly events: EventCatalogue;
  readonly subjects: readonly Subject<unknown, never>[];
  readonly guards: readonly AnyGuard[];
  /** Command types that `decider` takes. */
  readonly commands: readonly string[];
  readonly decider: Decider<never, Event> | undefined;
  /** Per command type, the top-level fields of its data that hold personal data: sealed before the command is decided. */
  readonly personal: { readonly [command: string]: readonly string[] };
  readonly projections: readonly Projection[];
  readonly rejections: RejectionTexts;
  readonly invariants: readonly Invariant[];
};
