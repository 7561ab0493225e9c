// What a trail is asked for, checked: which entries, up to where it was searched before.
import { isDate, todayIn } from '@ledger/ledger';
import { StoreError } from '@ledger/read-store';
import { present } from '../changes.js';
import { backwards, demandForwards } from '../range.refusals.js';
import { type AuditQuery } from './audit.bodies.js';
import { reject } from './audit.rejections.js';
import { type Mark, marks } from './marks.js';

/** Every condition must hold; an absent one always does. */
export type Asked = {
  /** `deal/D-1`; its own entries lead the search, the marks only drop what is found. */
  readonly subject?: string;
  /** The rarest first: without a subject it leads the search. */
  readonly marks: readonly Mark[];
  readonly command?: string;
  readonly occurred?: { readonly from: string; readonly to: string };
  /** As `compared` makes it. */
  readonly text?: string;
};

/** ISO dates of business days, or ISO instants; both ends belong to it. */
export type Recorded = { readonly from?: string; readonly to?: string };

const beforeAll = '0000-01-01';
const afterAll = '9999-12-31';

/** @throws Rejection where the days end before they begin */
export function askedIn(query: AuditQuery): Asked {
  const { subject, person, actor, type, command, text } = query;
  const wanted = [
    person === undefined ? [] : [marks.person(person)],
    actor === undefined ? [] : [marks.actor(actor)],
    type === undefined ? [] : [marks.type(type)],
  ].flat();
  const { occurredFrom: from, occurredTo: to } = query;
  demandForwards({ from, to });
  const hasDays = from !== undefined || to !== undefined;
  return present({
    subject,
    marks: wanted,
    command,
    occurred: hasDays ? { from: from ?? beforeAll, to: to ?? afterAll } : undefined,
    text: text === undefined ? undefined : compared(text),
  });
}

/** @throws Rejection where an end is no moment that exists */
export function recordedIn({ recordedFrom: from, recordedTo: to }: AuditQuery): Recorded {
  for (const end of [from, to]) {
    if (end !== undefined && !isDate(end) && !isInstant(end)) {
      throw reject('audit-moment-unknown', { moment: end });
    }
  }
  return present({ from, to });
}

/** @throws Rejection where the recorded period ends before it begins, days being those of the time zone */
export function demandRecordedForwards({ from, to }: Recorded, timeZone: string): void {
  if (from === undefined || to === undefined) return;
  const areInstants = !isDate(from) && !isDate(to);
  const dayOf = (end: string): string => (isDate(end) ? end : todayIn(timeZone, end));
  const isBackwards = areInstants ? Date.parse(to) < Date.parse(from) : dayOf(to) < dayOf(from);
  if (isBackwards) throw backwards({ from, to });
}

function isInstant(text: string): boolean {
  return isDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}

/**
 * A cursor is the sequence of the last entry that was looked at.
 * @throws StoreError `bad-cursor` where it is none, which is answered as that of a stored list
 */
export function sequenceIn(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (!/^[1-9][0-9]{0,9}$/.test(cursor))
    throw new StoreError('bad-cursor', 'the cursor does not belong to this question', false);
  return Number(cursor);
}

/** Without case and width, so that a search finds what a reader would call the same. */
export function compared(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
