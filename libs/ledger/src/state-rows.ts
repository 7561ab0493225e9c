// Read models that show subjects as they stand: a row is the state, and the collection is named after the kind.
import { type Subject, idOf, kindOf } from './decider.js';
import { type Entry } from './entry.js';
import { type Projection, type Row, type RowKey } from './projection.js';

/** What a state row has beside the state's own fields. */
export type StateRow<S> = S & {
  /** The subject's version, which a command may expect. */
  readonly version: number;
  /** Sequence of the last entry about it. */
  readonly sequence: number;
};

/**
 * The collections and the fold of a projection whose rows are the states of these subjects. States must be JSON objects
 * without fields `version` and `sequence` of their own.
 */
export function stateRows(
  subjects: readonly Subject<unknown, never>[],
): Pick<Projection, 'collections' | 'keys' | 'fold'> {
  return {
    collections: subjects.map(({ kind }) => ({ name: kind, indexes: [] })),
    keys: (entry) => [stateRowKey(entry)],
    fold: (entry, rows) => {
      const kind = kindOf(entry.subject);
      const subject = subjects.find((one) => one.kind === kind);
      if (subject === undefined) throw new Error(`no rows for ${entry.subject}`);
      const key = stateRowKey(entry);
      // `types` of the projection lets only these subjects' own events through.
      const state = subject.evolve(rows.get(key), entry as Entry<never>);
      const { version, sequence } = entry;
      rows.put(key, { ...(state as Row), version, sequence });
    },
  };
}

/** Where the row of the entry's subject stands. */
export function stateRowKey(entry: Entry): RowKey {
  return { collection: kindOf(entry.subject), id: idOf(entry.subject) };
}
