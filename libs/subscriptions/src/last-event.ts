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

/**
 * Nobody has seen an event that is not there: the ledger was restored, or is another one. Silence would hide it.
 * @throws Rejection
 */
export function demandSeen(lastEventId: string | undefined, first: number, head: number): void {
  if (lastEventId === undefined || lastEventId === '' || first <= head + 1) return;
  throw reject('last-event-id-ahead', { id: first - 1, head });
}
