// What a trail is asked for, checked: which entries, up to where it was searched before.
import { isDate } from '@ledger/ledger';
import { present } from '../changes.js';
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

export function askedIn(query: AuditQuery): Asked {
  const { subject, person, actor, type, command, text } = query;
  const wanted = [
    person === undefined ? [] : [marks.person(person)],
    actor === undefined ? [] : [marks.actor(actor)],
    type === undefined ? [] : [marks.type(type)],
  ].flat();
  const { occurredFrom: from, occurredTo: to } = query;
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

function isInstant(text: string): boolean {
  return isDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}

/**
 * A cursor is the sequence of the last entry that was looked at.
 * @throws Rejection where it is none
 */
export function sequenceIn(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (!/^[1-9][0-9]{0,9}$/.test(cursor)) throw reject('audit-cursor-unknown', { cursor });
  return Number(cursor);
}

/** Without case and width, so that a search finds what a reader would call the same. */
export function compared(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
