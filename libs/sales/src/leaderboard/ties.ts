// In which order members of equal rank are listed: by name, who has none last, then by id. Names go by code point, so that a
// board is the same in every language and on every machine: collation differs between versions of a runtime.
import { namesOf } from '../kpi/members.js';
import { type Views } from '../kpi/views.js';
import { type Dimension } from '../measure/space.js';
import { type Names } from '../names.js';
import { type Ranked } from './ranking.js';

export type Naming = { readonly names: Names; readonly ledger: string; readonly by: Dimension };

/** A board whose ties are in order as far as `reach`. Only names of those who tie with somebody there are opened. */
export async function listedByName(
  views: Views,
  board: readonly Ranked[],
  { reach, ...naming }: Naming & { readonly reach: number },
): Promise<readonly Ranked[]> {
  const listed: Ranked[] = [];
  while (listed.length < reach) {
    const first = board[listed.length];
    if (first === undefined) break;
    const tied = tiedWith(first, board, listed.length);
    listed.push(...(tied.length === 1 ? tied : await byName(views, tied, naming)));
  }
  return [...listed, ...board.slice(listed.length)];
}

function tiedWith({ rank }: Ranked, board: readonly Ranked[], start: number): readonly Ranked[] {
  let end = start + 1;
  while (board[end]?.rank === rank) end += 1;
  return board.slice(start, end);
}

async function byName(
  views: Views,
  tied: readonly Ranked[],
  { names, ledger, by }: Naming,
): Promise<readonly Ranked[]> {
  const ids = tied.map(({ member }) => member);
  const sealed = [...(await namesOf(views, by, ids))];
  const opened = await names.open(
    ledger,
    sealed.map(([, name]) => name),
  );
  const called = new Map(sealed.map(([id], i) => [id, opened[i] ?? null]));
  const listed = tied.map((one): Listed => {
    const name = called.get(one.member) ?? null;
    return { one, name: name === null ? null : Buffer.from(name), id: Buffer.from(one.member) };
  });
  return listed.sort(compareListed).map(({ one }) => one);
}

/** Bytes of UTF-8 sort as code points do; a string's own units do not, past U+FFFF. Made once: a thousand may tie. */
type Listed = { readonly one: Ranked; readonly name: Buffer | null; readonly id: Buffer };

function compareListed(a: Listed, b: Listed): number {
  const order = compareNames(a.name, b.name);
  return order === 0 ? Buffer.compare(a.id, b.id) : order;
}

function compareNames(a: Buffer | null, b: Buffer | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return Buffer.compare(a, b);
}
