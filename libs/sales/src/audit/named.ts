// Whom and what a trail is asked about: somebody or something of whom nothing was ever recorded is refused, for an empty
// trail would say that nothing happened. Who recorded, by which command and of which type may well be found nowhere.
import { type View } from '@ledger/read-store';
import {
  aboutCollection,
  aboutId,
  aboutPart,
  markedCollection,
  markedPrefix,
} from './audit.projection.js';
import { type AuditQuery } from './audit.bodies.js';
import { reject } from './audit.rejections.js';
import { marks } from './marks.js';

/** @throws Rejection `subject-not-found` or `salesperson-not-found` */
export async function demandRecorded(
  view: View,
  { subject, person }: Pick<AuditQuery, 'subject' | 'person'>,
): Promise<void> {
  if (subject !== undefined) {
    const [first] = await view.getMany(aboutCollection, [aboutId(subject, aboutPart(1))]);
    if (first === undefined) throw reject('subject-not-found', { subject });
  }
  if (person === undefined) return;
  const prefix = [markedPrefix(marks.person(person))];
  const { rows } = await view.find({ collection: markedCollection, prefix, limit: 1 });
  if (rows.length === 0) throw reject('salesperson-not-found', { salesperson: person });
}
