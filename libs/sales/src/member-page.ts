// Pages of a list of members by id: a cursor names the dimension and the last one told.
import { StoreError } from '@ledger/read-store';
import { present } from './changes.js';
import { type Dimension } from './measure/space.js';

export type MemberPageAsked = {
  readonly by: Dimension;
  readonly limit: number;
  readonly cursor: string | undefined;
};

export type MemberPage = {
  readonly page: readonly string[];
  /** For the next page; absent where this is the last. */
  readonly cursor?: string;
};

/** @throws StoreError `bad-cursor`, which is answered as that of a stored list */
export function memberPage(
  members: Iterable<string>,
  { by, limit, cursor }: MemberPageAsked,
): MemberPage {
  const last = cursor === undefined ? undefined : lastOf(cursor, by);
  const left = [...new Set(members)].filter((member) => last === undefined || member > last).sort();
  const page = left.slice(0, limit);
  const end = left.length > limit ? page.at(-1) : undefined;
  return present({ page, cursor: end && cursorText(by, end) });
}

/** @throws StoreError `bad-cursor` for a cursor where nothing is listed of which it could be */
export function demandNoCursor(cursor: string | undefined): void {
  if (cursor !== undefined) throw badCursor();
}

function cursorText(by: Dimension, member: string): string {
  return Buffer.from(`${by}/${member}`).toString('base64url');
}

function lastOf(cursor: string, by: Dimension): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  const member = text.startsWith(`${by}/`) ? text.slice(by.length + 1) : '';
  if (member === '' || cursorText(by, member) !== cursor) throw badCursor();
  return member;
}

function badCursor(): StoreError {
  return new StoreError('bad-cursor', 'the cursor does not belong to this question', false);
}
