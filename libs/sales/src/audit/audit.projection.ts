// What an auditor reads: one row per entry, and lists of the entries that have a mark (an actor, a person, a subject).
// Rows keep what the entry says and nothing worked out from it; before and after are compared when someone asks.
// Lists are cut into chunks of the ledger: consecutive entries share them, so most cost no write of their own.
import { type Entry, type Projection, type Row, type RowKey } from '@ledger/ledger';
import { type Mark, marks, marksOf } from './marks.js';

export const trailCollection = 'trail';
export const markedCollection = 'marked';
export const chunkCollection = 'chunk';

export const auditProjectionName = 'audit';

/** Entries that share lists: a list stays short to write again, and few of them reach over a whole ledger. */
export const chunkEntries = 1024;

export type AuditRow = Pick<
  Entry,
  | 'sequence'
  | 'subject'
  | 'version'
  | 'time'
  | 'occurredOn'
  | 'actor'
  | 'assurance'
  | 'type'
  | 'commandId'
  | 'data'
>;

/** Places within the chunk of the entries that have a mark, ascending, two characters each: text grows without a copy. */
export type MarkedRow = { readonly at: string };

/** The first and the last day on which something of the chunk happened; how the ids of its commands begin, in order. */
export type ChunkRow = { readonly from: string; readonly to: string; readonly commands: string };

/** @param types all event types of the installation: a trail leaves nothing out */
export function auditProjectionOf(types: readonly string[]): Projection {
  const keysOf = rememberedKeys();
  return {
    name: auditProjectionName,
    version: 2,
    collections: [trailCollection, markedCollection, chunkCollection].map((name) => ({
      name,
      indexes: [],
    })),
    types,
    keys: (entry) => {
      const { trail, chunk, marked } = keysOf(entry);
      return [trail, chunk, ...marked];
    },
    fold: (entry, rows) => {
      const { trail, chunk, marked } = keysOf(entry);
      rows.put(trail, trailRow(entry));
      rows.put(chunk, withEntry(rows.get(chunk), entry));
      const place = placeOf(entry.sequence);
      for (const key of marked) {
        const row = rows.get(key);
        rows.put(key, { at: row === undefined ? place : markedRow(row).at + place });
      }
    },
  };
}

/** A stored row as what it is; only the fold above writes them. */
export function auditRow(row: Row): AuditRow {
  return row as unknown as AuditRow;
}

/** As above. */
function markedRow(row: Row): MarkedRow {
  return row as unknown as MarkedRow;
}

/** The sequences of the entries that have the mark, ascending. */
export function markedIn(row: Row, chunk: number): readonly number[] {
  const { at } = markedRow(row);
  return Array.from({ length: at.length / placeLength }, (_, i) => {
    const place = at.slice(i * placeLength, (i + 1) * placeLength);
    return chunk * chunkEntries + Number.parseInt(place, placeRadix) + 1;
  });
}

/** As above. */
export function chunkRow(row: Row): ChunkRow {
  return row as unknown as ChunkRow;
}

/** The sequences of entries whose command's id begins like this one, ascending. */
export function maybeOfCommand(row: ChunkRow, chunk: number, commandId: string): readonly number[] {
  const start = commandId.slice(0, commandStart);
  const { commands } = row;
  return Array.from({ length: commands.length / commandStart }, (_, place) => place)
    .filter((place) => commands.startsWith(start, place * commandStart))
    .map((place) => chunk * chunkEntries + place + 1);
}

/** Sorts as text like the number it is. */
export function trailId(sequence: number): string {
  return String(sequence).padStart(10, '0');
}

export function chunkOf(sequence: number): number {
  return Math.floor((sequence - 1) / chunkEntries);
}

export function chunkId(chunk: number): string {
  return String(chunk).padStart(8, '0');
}

/** What the ids of a mark's lists begin with. */
export function markedPrefix(mark: Mark): string {
  return `${mark}|`;
}

export function markedId(mark: Mark, chunk: string): string {
  return markedPrefix(mark) + chunk;
}

function trailRow(entry: Entry): Row {
  const { sequence, subject, version, time, occurredOn, actor, assurance, type, commandId, data } =
    entry;
  const row: AuditRow = {
    sequence,
    subject,
    version,
    time,
    occurredOn,
    actor,
    assurance,
    type,
    commandId,
    data,
  };
  return row as unknown as Row; // an entry's data is JSON
}

const placeRadix = 32;
const placeLength = 2;
/** Of 65,536 other commands about one begins alike: few enough to look at each. */
const commandStart = 4;

function placeOf(sequence: number): string {
  return ((sequence - 1) % chunkEntries).toString(placeRadix).padStart(placeLength, '0');
}

function withEntry(row: Row | undefined, { occurredOn: day, commandId }: Entry): Row {
  const command = commandId.slice(0, commandStart);
  if (row === undefined) return { from: day, to: day, commands: command };
  const { from, to, commands } = chunkRow(row);
  return {
    from: day < from ? day : from,
    to: day > to ? day : to,
    commands: commands + command,
  };
}

type Keys = { readonly trail: RowKey; readonly chunk: RowKey; readonly marked: readonly RowKey[] };

/** Keys of consecutive entries are mostly the same ones: making them anew costs more than what is put there. */
function rememberedKeys(): (entry: Entry) => Keys {
  const known = new Map<string, RowKey>();
  const keyOf = (collection: string, id: string): RowKey => {
    const found = known.get(id);
    if (found !== undefined) return found;
    if (known.size >= keysRememberedMax) known.clear();
    const key = { collection, id };
    known.set(id, key);
    return key;
  };
  return (entry) => {
    const chunk = chunkId(chunkOf(entry.sequence));
    const marked = marksOf(entry).map((mark) => keyOf(markedCollection, markedId(mark, chunk)));
    const own = markedId(marks.subject(entry.subject), chunk);
    marked.push({ collection: markedCollection, id: own });
    const trail = { collection: trailCollection, id: trailId(entry.sequence) };
    return { trail, chunk: keyOf(chunkCollection, chunk), marked };
  };
}

const keysRememberedMax = 10_000;
