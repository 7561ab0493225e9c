// A page of entries as they are: their bytes are put side by side, never parsed and written anew.
import { type EventLog } from '@ledger/event-log';
import { type EntryRecord } from '@ledger/ledger';

export const pageEntriesMax = 1_000;
export const pageEntriesDefault = 500;
/** A page ends before the entry that would take it past this. */
export const pageBytesMax = 4 * 1024 * 1024;
/** Read at a time, so that a page of large entries is not read whole before it is cut. */
const pieceEntriesMax = 64;

export type EntryPage = {
  readonly entries: readonly EntryRecord[];
  /** Where to go on; undefined where the page reaches the head. */
  readonly next: number | undefined;
  /** The ledger's last sequence when it was read. */
  readonly head: number;
};

export type PageAsked = { readonly ledger: string; readonly from: number; readonly limit: number };

/** At least one entry, however large, where there is one at `from`. */
export async function entryPage(
  log: EventLog,
  head: number,
  { ledger, from, limit }: PageAsked,
): Promise<EntryPage> {
  const last = Math.min(head, from + limit - 1);
  const entries: EntryRecord[] = [];
  let bytes = 0;
  const page = (): EntryPage => {
    const next = from + entries.length;
    return { entries, next: next <= head ? next : undefined, head };
  };
  while (from + entries.length <= last) {
    const next = from + entries.length;
    const piece = await log.read(ledger, next, Math.min(pieceEntriesMax, last - next + 1));
    if (piece.length === 0) throw new Error(`${ledger} ends before its entry ${last}`);
    for (const entry of piece) {
      bytes += entry.bytes.byteLength;
      if (bytes > pageBytesMax && entries.length > 0) return page();
      entries.push(entry);
    }
  }
  return page();
}

const comma = Buffer.from(',\n');
const lineEnd = Buffer.from('\n');

/** `{ "entries": […], "next": …, "head": … }` with each entry byte for byte. */
export function pageJson({ entries, next, head }: EntryPage): Buffer {
  const parts = entries.flatMap(({ bytes }, index) => (index === 0 ? [bytes] : [comma, bytes]));
  const end = `],\n"next":${next ?? null},"head":${head}}\n`;
  return Buffer.concat([Buffer.from('{"entries":['), ...parts, Buffer.from(end)]);
}

/** One entry a line. */
export function pageLines({ entries }: EntryPage): Buffer {
  return Buffer.concat(entries.flatMap(({ bytes }) => [bytes, lineEnd]));
}
