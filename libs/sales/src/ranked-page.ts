// Pages of a list that is put in order anew for every question: a cursor names the last one told and its place.
import { StoreError } from '@ledger/read-store';
import { pageRowsDefault } from './page.js';

export type RankedPage = {
  /** Place of the first one, from 0. */
  readonly start: number;
  /** Place after the last one. */
  readonly end: number;
  /** For the next page; undefined where this is the last. */
  readonly cursor: string | undefined;
};

type Asked = { readonly limit?: number; readonly cursor?: string };
type Last = { readonly place: number; readonly member: string };

/**
 * Goes on after the one told last, wherever that one stands now; at its old place where it is listed no more.
 * @throws StoreError `bad-cursor`, which is answered as that of a stored list
 */
export function rankedPage(
  members: readonly string[],
  { limit = pageRowsDefault, cursor }: Asked,
): RankedPage {
  const start = cursor === undefined ? 0 : placeAfter(members, lastOf(cursor));
  const end = Math.min(start + limit, members.length);
  const member = members[end - 1];
  const isLast = end === members.length || member === undefined;
  return { start, end, cursor: isLast ? undefined : cursorText({ place: end - 1, member }) };
}

/** How far down a page may reach, where nobody who was told has gone up. */
export function reachOf({ limit = pageRowsDefault, cursor }: Asked): number {
  return cursor === undefined ? limit : lastOf(cursor).place + 1 + limit;
}

function placeAfter(members: readonly string[], { place, member }: Last): number {
  const now = members.indexOf(member);
  return now < 0 ? Math.min(place, members.length) : now + 1;
}

function cursorText({ place, member }: Last): string {
  return Buffer.from(`${place}/${member}`).toString('base64url');
}

function lastOf(cursor: string): Last {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, place, member] = /^(0|[1-9]\d{0,8})\/(.+)$/s.exec(text) ?? [];
  const isWhole = Buffer.from(text).toString('base64url') === cursor;
  if (place === undefined || member === undefined || !isWhole)
    throw new StoreError('bad-cursor', 'the cursor does not belong to this question', false);
  return { place: Number(place), member };
}
