import { type Subject } from './decider.js';
import { type Event } from './entry.js';
import { type Row, type Rows } from './projection.js';
import { stateRows } from './state-rows.js';
import { entryOf } from './testing.js';

type Added = Event<'Added', { readonly amount: number }>;

const counter: Subject<{ readonly total: number }, Added> = {
  kind: 'counter',
  evolve: (state, { data }) => ({ total: (state?.total ?? 0) + data.amount }),
};
const projection = stateRows([counter]);

const added = (subject: string, amount: number): Added => ({
  type: 'Added',
  subject,
  occurredOn: '2026-03-31',
  data: { amount },
});

describe('state rows', () => {
  it('are the state with its version and last sequence, under the subject', () => {
    const stored = new Map<string, Row>();
    const rows: Rows = {
      get: ({ collection, id }) => stored.get(`${collection}/${id}`),
      put: ({ collection, id }, row) => void stored.set(`${collection}/${id}`, row),
      delete: ({ collection, id }) => void stored.delete(`${collection}/${id}`),
    };
    projection.fold(entryOf(added('counter/a', 1), 7), rows);
    projection.fold(entryOf(added('counter/b', 5), 8), rows);
    projection.fold(entryOf(added('counter/a', 2), 9, 2), rows);
    expect(Object.fromEntries(stored)).toEqual({
      'counter/a': { total: 3, version: 2, sequence: 9 },
      'counter/b': { total: 5, version: 1, sequence: 8 },
    });
    expect(projection.collections).toEqual([{ name: 'counter', indexes: [] }]);
  });

  it('stop at an entry about a subject of another kind', () => {
    const entry = entryOf(added('meter/a', 1), 1);
    const rows: Rows = { get: () => undefined, put: () => undefined, delete: () => undefined };
    expect(() => projection.fold(entry, rows)).toThrow('no rows for meter/a');
  });
});
