// The entries of a ledger as events, from a sequence on: those that are there, then those that come.
import { type EventLog } from '@ledger/event-log';
import { type EntryRecord } from '@ledger/ledger';
import { eventBytes } from './event.js';
import { type News } from './news.js';

/** What a reader who takes nothing may hold: at most so many entries of 64 KiB. */
export const pieceEntriesMax = 32;

export type EntriesFrom = { readonly log: EventLog; readonly news: News; readonly ledger: string };

export async function* entryPieces(
  { log, news, ledger }: EntriesFrom,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const bell = await news.follow(ledger, signal);
  try {
    for (let next = from; !signal.aborted;) {
      const records = await log.read(ledger, next, pieceEntriesMax);
      if (records.length > 0) yield eventBytes(records.map(entryEvent));
      else await bell.rung();
      next += records.length;
    }
  } finally {
    bell.close();
  }
}

function entryEvent({ sequence, bytes }: EntryRecord): Parameters<typeof eventBytes>[0][number] {
  return { event: 'entry', id: sequence, data: bytes };
}
