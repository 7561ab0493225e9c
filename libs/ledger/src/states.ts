// Which subjects and guards an entry touches, over all slices: the one place that knows how states are kept, used by the
// writer and by the tests alike.
import { type Decider, type Command, type Guard, type Subject, kindOf } from './decider.js';
import { type Entry, type Event, type EventCatalogue } from './entry.js';
import { type Slice } from './slice.js';

/** A change of one state: `key` is `<kind>/<id>`. */
export type Evolution = { readonly key: string; evolve(state: unknown, entry: Entry): unknown };

export type Model = {
  readonly catalogue: EventCatalogue;
  /** The decider of a command type. @throws Error for a type that no slice takes. */
  deciderOf(commandType: string): Decider<Command, Event>;
  /** What the entry changes: its own subject first, then guards. @throws Error for an unknown kind of subject. */
  evolutions(entry: Entry): readonly Evolution[];
};

/** @throws Error where two slices claim the same kind, event type or command. */
export function modelOf(slices: readonly Slice[]): Model {
  const catalogue: Record<string, EventCatalogue[string]> = {};
  const subjects = new Map<string, Subject<unknown>>();
  const guards = new Map<string, Guard<unknown>[]>();
  const deciders = new Map<string, Decider<Command, Event>>();
  const kinds = new Set<string>();
  const claim = (kind: string): void => {
    if (kinds.has(kind)) throw new Error(`two slices claim the kind ${kind}`);
    kinds.add(kind);
  };
  for (const slice of slices) {
    for (const [type, schema] of Object.entries(slice.events)) {
      if (catalogue[type] !== undefined) throw new Error(`two slices claim the event ${type}`);
      catalogue[type] = schema;
    }
    for (const subject of slice.subjects) {
      claim(subject.kind);
      subjects.set(subject.kind, subject); // a kind's entries are its own slice's events
    }
    for (const guard of slice.guards) {
      claim(guard.kind);
      for (const type of guard.types) {
        guards.set(type, [...(guards.get(type) ?? []), guard]);
      }
    }
    for (const command of slice.commands) {
      if (deciders.has(command)) throw new Error(`two slices claim the command ${command}`);
      if (slice.decider === undefined) throw new Error(`slice ${slice.name} has no decider`);
      deciders.set(command, slice.decider);
    }
  }
  return {
    catalogue,
    deciderOf: (commandType) => {
      const decider = deciders.get(commandType);
      if (decider === undefined) throw new Error(`no slice decides ${commandType}`);
      return decider;
    },
    evolutions: (entry) => {
      const subject = subjects.get(kindOf(entry.subject));
      if (subject === undefined) throw new Error(`unknown kind of subject ${entry.subject}`);
      const evolutions: Evolution[] = [
        { key: entry.subject, evolve: (state, seen) => subject.evolve(state, seen) },
      ];
      for (const guard of guards.get(entry.type) ?? []) {
        for (const id of guard.touches(entry)) {
          evolutions.push({
            key: `${guard.kind}/${id}`,
            evolve: (state, seen) => guard.evolve(state, seen, id),
          });
        }
      }
      return evolutions;
    },
  };
}

/** The primary subject and whatever `needs` asks for, asked until it wants nothing new. */
export const needsRoundsMax = 16;
