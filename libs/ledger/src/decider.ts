// The write side's one abstraction: pure functions that decide a command and evolve a state.
import { type Entry, type Event } from './entry.js';

export type Command<T extends string = string, D extends object = object> = {
  /** Imperative: `WinDeal`. */
  readonly type: T;
  readonly ledger: string;
  /** The primary subject, `<kind>/<id>`; `expectedVersion` speaks of it. */
  readonly subject: string;
  readonly data: D;
};

/** A kind of subject and the state that its own entries add up to. */
export type Subject<S, E extends Event = Event> = {
  /** The part before the slash: `deal` in `deal/D-1001`. */
  readonly kind: string;
  evolve(state: S | undefined, entry: Entry<E>): S;
};

/**
 * A small state that a slice keeps about subjects from other slices' entries, such as the latest day on which a team was
 * credited. Guards have no version; they are read like subjects, as `<kind>/<id>`.
 */
export type Guard<S, E extends Event = Event> = {
  readonly kind: string;
  /** Event types that touch it; entries of other types are not shown to it. */
  readonly types: readonly E['type'][];
  /** Ids (without kind) that this entry touches. */
  touches(entry: Entry<E>): readonly string[];
  evolve(state: S | undefined, entry: Entry<E>, id: string): S;
};

/** What a decider may look at: the states that `needs` asked for. */
export type Known = {
  /** The state of `<kind>/<id>`; undefined where nothing was recorded about it. */
  of<S, E extends Event>(kind: Subject<S, E> | Guard<S, E>, id: string): S | undefined;
  /** The subject's version; 0 where nothing was recorded about it. */
  version(subject: string): number;
};

/** The circumstances of a decision. */
export type Moment = {
  /** ISO instant: the `time` that entries of this decision will carry. */
  readonly now: string;
  readonly actor: string;
};

export type Decider<C extends Command, E extends Event> = {
  /**
   * The subjects and guards, as `<kind>/<id>`, that `decide` will look at beyond the primary subject and those that its
   * events touch. Asked again with what is known so far until it wants nothing new; unknown looks like absent here.
   */
  needs(command: C, known: Known): readonly string[];
  /**
   * Pure. Returns the events to record; none where nothing changes.
   * @throws Rejection where a rule says no.
   */
  decide(command: C, known: Known, moment: Moment): readonly E[];
};

/** Ends every switch over commands or events, so that a new one does not compile until it is handled. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}

/** `deal/D-1` → `D-1`. */
export function idOf(subject: string): string {
  return subject.slice(subject.indexOf('/') + 1);
}

/** `deal/D-1` → `deal`. */
export function kindOf(subject: string): string {
  return subject.slice(0, subject.indexOf('/'));
}
