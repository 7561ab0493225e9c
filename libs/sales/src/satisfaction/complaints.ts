// Complaints that were neither answered nor dismissed: how many, and how long they have been waiting.
import { daysBetween } from '@ledger/ledger';
import { type View } from '@ledger/read-store';
import { present } from '../changes.js';
import { type Voice } from '../feedback/feedback.events.js';
import { feedbackCollection, feedbackRow } from '../feedback/feedback.projection.js';
import { Fraction } from '../kpi/fraction.js';
import { type Scope } from '../kpi/scope.js';
import { ratioText } from '../kpi/value.js';
import { type Dimension, membersOf } from '../measure/space.js';
import { type OpenComplaints } from './satisfaction.answers.js';

/** So many open ones are read, the oldest first. */
const complaintsMax = 2_000;

export type Complaints = { readonly voices: readonly Voice[]; readonly isCut: boolean };

export async function openComplaints(view: View, scope: Scope): Promise<Complaints> {
  const { dimension, id } = scope;
  const isIndexed = dimension === 'salesperson' || dimension === 'customer';
  const { rows, cursor } = await view.find({
    collection: feedbackCollection,
    index: isIndexed ? `complaints-by-${dimension}` : 'complaints-by-day',
    prefix: isIndexed ? [id] : [],
    limit: complaintsMax,
  });
  const voices = rows.map(({ row }) => feedbackRow(row).state.voice);
  return {
    voices: voices.filter((voice) => placesOf(voice, dimension).includes(id)),
    isCut: cursor !== undefined,
  };
}

/** By member of a dimension; a team's ancestors hold what the team holds. */
export function complaintsBy(
  voices: readonly Voice[],
  by: Dimension,
): ReadonlyMap<string, readonly Voice[]> {
  const found = new Map<string, Voice[]>();
  for (const voice of voices) {
    for (const member of placesOf(voice, by))
      found.set(member, [...(found.get(member) ?? []), voice]);
  }
  return found;
}

export function waiting(voices: readonly Voice[], today: string): OpenComplaints {
  const days = voices.map(({ receivedOn }) => daysBetween(receivedOn, today));
  const oldestOn = voices.map(({ receivedOn }) => receivedOn).sort()[0];
  if (oldestOn === undefined) return { open: 0, oldestOn: null, oldestDays: null, meanDays: null };
  const sum = days.reduce((all, one) => all + one, 0);
  return {
    open: voices.length,
    oldestOn,
    oldestDays: daysBetween(oldestOn, today),
    meanDays: ratioText(new Fraction(BigInt(sum), BigInt(days.length))),
  };
}

/** Where figures count it, too. */
function placesOf(voice: Voice, dimension: Dimension): readonly string[] {
  const { attribution: who, product, family } = voice;
  const what = product === undefined ? undefined : present({ product, family });
  return membersOf(dimension, { deal: voice, who, what });
}
