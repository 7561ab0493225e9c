// Where a reader of a stream goes on: after the last event that it has seen, as browsers tell it when they come back.
import { sequenceMax } from '@ledger/ledger';
import { reject } from './refusals.js';

/**
 * The first sequence to send.
 * @param lastEventId the header `Last-Event-ID`, which wins: the address of a stream stays the same when it is resumed
 * @throws Rejection
 */
export function resumedFrom(lastEventId: string | undefined, from: number): number {
  if (lastEventId === undefined || lastEventId === '') return from;
  const id = /^(0|[1-9]\d{0,9})$/.test(lastEventId) ? Number(lastEventId) : Infinity;
  if (id > sequenceMax) throw reject('last-event-id-malformed');
  return id + 1;
}
