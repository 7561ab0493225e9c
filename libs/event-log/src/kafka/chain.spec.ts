import { leafHash } from '@ledger/integrity';
import { type EntryRecord, firstPrevHash } from '@ledger/ledger';
import { type Halt } from '../entry-index.js';
import { chain } from './chain.js';

/** Entries 1 … n that name the hash of the one before. */
function chained(ledger: string, count: number, note = ''): readonly EntryRecord[] {
  const entries: EntryRecord[] = [];
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const last = entries.at(-1);
    const prevhash = last === undefined ? firstPrevHash : leafHash(last.bytes);
    const data = { prevhash: 'not this one', text: '"prevhash":"nor this one' };
    const bytes = Buffer.from(JSON.stringify({ entry: sequence, note, prevhash, data }));
    entries.push({ ledger, sequence, bytes });
  }
  return entries;
}

const places = (entries: readonly EntryRecord[]): readonly string[] =>
  entries.map(({ ledger, sequence }) => `${ledger}:${sequence}`);

describe('a chain', () => {
  const a = chained('a', 6);
  const b = chained('b', 6);
  const other = chained('a', 6, 'other');

  it('lets pass what follows, ledger by ledger, from wherever it begins', () => {
    const halts: Halt[] = [];
    const { follow } = chain((halt) => halts.push(halt));
    const mixed = [...a.slice(2, 4), ...b.slice(4), ...a.slice(4)];
    expect(follow(mixed)).toEqual(mixed);
    expect(halts).toEqual([]);
  });

  it('leaves out what was here before', () => {
    const { follow } = chain(() => undefined);
    expect(places(follow([...a.slice(0, 3), ...a.slice(1, 4)]))).toEqual([
      'a:1',
      'a:2',
      'a:3',
      'a:4',
    ]);
    expect(places(follow(a.slice(3)))).toEqual(['a:5', 'a:6']);
  });

  it.each([
    ['a gap', a.slice(4), 5, 'where entry 4 should follow'],
    ['a second entry of the same number', other.slice(2), 3, 'twice and differs'],
    ['an entry of another chain', other.slice(3), 4, 'does not name the hash'],
  ])('hands on %s once, then nothing of that ledger', (_what, wrong, sequence, reason) => {
    const halts: Halt[] = [];
    const { follow } = chain((halt) => halts.push(halt));
    follow([...a.slice(0, 3), ...b.slice(0, 1)]);
    const passed = follow([...wrong, ...b.slice(1, 3), ...a.slice(3)]);
    expect(places(passed)).toEqual([`a:${sequence}`, 'b:2', 'b:3']);
    expect(halts).toEqual([{ ledger: 'a', sequence, reason: expect.stringContaining(reason) }]);
    expect(follow(a.slice(3))).toEqual([]);
  });
});
