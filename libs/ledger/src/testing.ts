// given / when / then over events, for the specs of slices. No store, no clock: the moment is part of the sentence.
import { type Command, type Known } from './decider.js';
import { type Entry, type Event, firstPrevHash } from './entry.js';
import { Rejection } from './rejection.js';
import { type Slice } from './slice.js';
import { modelOf, needsRoundsMax } from './states.js';

export type GivenWhenThen = {
  given(...events: readonly Event[]): When;
};

export type When = {
  /** Decides one command at `now` (ISO instant; default 2026-03-31T09:00:00.000Z). */
  when(command: Command, now?: string): Then;
  /** The state of `<kind>/<id>` after the given events. */
  state(key: string): unknown;
};

export type Then = {
  /** The events that were decided, whole and in order. */
  then(...events: readonly Event[]): void;
  /** The events as they are, for assertions of one's own. */
  readonly events: readonly Event[];
  thenNothing(): void;
  /** The refusal's rule and, where given, its offending values. */
  thenRejected(rule: string, detail?: object): void;
};

type Book = {
  readonly states: Map<string, unknown>;
  readonly versions: Map<string, number>;
  sequence: number;
};

/** Binds the sentence to the slices whose events and commands it speaks of. */
export function ledgerOf(slices: readonly Slice[]): GivenWhenThen {
  const model = modelOf(slices);

  function record(book: Book, event: Event): void {
    const entry = entryOf(event, (book.sequence += 1), (book.versions.get(event.subject) ?? 0) + 1);
    book.versions.set(event.subject, entry.version);
    for (const { key, evolve } of model.evolutions(entry)) {
      book.states.set(key, evolve(book.states.get(key), entry));
    }
  }

  function decide(book: Book, command: Command, now: string): readonly Event[] {
    const decider = model.deciderOf(command.type);
    const asked = new Set<string>([command.subject]);
    const known = (strict: boolean): Known => ({
      of: (kind, id) => {
        const key = `${kind.kind}/${id}`;
        if (strict && !asked.has(key)) throw new Error(`decide looks at ${key} without needing it`);
        return asked.has(key) ? (book.states.get(key) as never) : undefined;
      },
      version: (subject) => book.versions.get(subject) ?? 0,
    });
    for (let round = 0; ; round += 1) {
      if (round === needsRoundsMax) throw new Error(`${command.type} never stops needing more`);
      const before = asked.size;
      for (const key of decider.needs(command, known(false))) asked.add(key);
      if (asked.size === before) break;
    }
    return decider.decide(command, known(true), { now, actor: 'user/tester' });
  }

  return {
    given: (...events) => {
      const book: Book = { states: new Map(), versions: new Map(), sequence: 0 };
      for (const event of events) record(book, event);
      return {
        state: (key) => book.states.get(key),
        when: (command, now = '2026-03-31T09:00:00.000Z') =>
          outcome(() => decide(book, command, now)),
      };
    },
  };
}

function outcome(decide: () => readonly Event[]): Then {
  let events: readonly Event[] = [];
  let rejection: Rejection | undefined;
  try {
    events = decide();
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    rejection = error;
  }
  const undone = (): void => {
    if (rejection !== undefined) throw new Error(`unexpected refusal: ${rejection.message}`);
  };
  return {
    get events() {
      undone();
      return events;
    },
    then: (...expected) => {
      undone();
      expect(events).toEqual(expected);
    },
    thenNothing: () => {
      undone();
      expect(events).toEqual([]);
    },
    thenRejected: (rule, detail) => {
      expect({ rule: rejection?.rule, events }).toEqual({ rule, events: [] });
      if (detail !== undefined) expect(rejection?.detail).toEqual(detail);
    },
  };
}

/** An entry around an event, for specs of projections and states; everything that does not matter is constant. */
export function entryOf<E extends Event>(event: E, sequence: number, version = 1): Entry<E> {
  return {
    ...event,
    ledger: 'acme',
    sequence,
    version,
    time: '2026-03-31T09:00:00.000Z',
    postedOn: event.occurredOn,
    actor: 'user/tester',
    assurance: 'stated',
    commandId: '00000000-0000-5000-8000-000000000000',
    commandHash: firstPrevHash,
    correlationId: 'test',
    prevHash: firstPrevHash,
  };
}
