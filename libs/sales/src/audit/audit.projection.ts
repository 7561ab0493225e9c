// What an auditor finds entries by: lists of the entries about a subject, of those that correct an entry, and of those that
// have a mark (an actor, a person, a type). The entries themselves are in the log; before and after are compared when
// someone asks. Lists of marks are cut into chunks of the ledger: consecutive entries share them.
import { type Entry, type Projection, type Row, type RowKey, oncePerEntry } from '@ledger/ledger';
import { type Mark, correctedIn, marksOf } from './marks.js';

export const aboutCollection = 'about';
export const correctingCollection = 'correcting';
export const markedCollection = 'marked';
export const chunkCollection = 'chunk';

export const auditProjectionName = 'audit';

/** Entries about one subject that share a list. */
export const aboutEntries = 256;

/** Entries that share lists of marks: a list stays short to write again, and few of them reach over a whole ledger. */
export const chunkEntries = 1024;

/** Sequences, ascending, divided by commas. */
export type SequencesRow = { readonly at: string };

/** Places within the chunk of the entries that have a mark, ascending, two characters each: text grows without a copy. */
export type MarkedRow = { readonly at: string };

/** The first and the last day on which something of the chunk happened; how the ids of its commands begin, in order. */
export type ChunkRow = { readonly from: string; readonly to: string; readonly commands: string };

/** @param types all event types of the installation: a trail leaves nothing out */
export function auditProjectionOf(types: readonly string[]): Projection {
  const keysOf = oncePerEntry(rememberedKeys());
  return {
    name: auditProjectionName,
    version: 3,
    collections: [aboutCollection, correctingCollection, markedCollection, chunkCollection].map(
      (name) => ({ name, indexes: [] }),
    ),
    types,
    keys: (entry) => {
      const { listed, chunk, marked } = keysOf(entry);
      return [...listed, chunk, ...marked];
    },
    fold: (entry, rows) => {
      const { listed, chunk, marked } = keysOf(entry);
      for (const key of listed) rows.put(key, withSequence(rows.get(key), entry.sequence));
      rows.put(chunk, withEntry(rows.get(chunk), entry));
      const place = placeOf(entry.sequence);
      for (const key of marked) {
        const row = rows.get(key);
        rows.put(key, { at: row === undefined ? place : markedRow(row).at + place });
      }
    },
  };
}

/** The sequences in a list, ascending. */
export function sequencesIn(row: Row | undefined): readonly number[] {
  return row === undefined ? [] : sequencesRow(row).at.split(',').map(Number);
}

/** A stored row as what it is; only the fold above writes them. */
function sequencesRow(row: Row): SequencesRow {
  return row as unknown as SequencesRow;
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

/** Which of the lists about a subject holds its entry with this version. */
export function aboutPart(version: number): number {
  return Math.floor((version - 1) / aboutEntries);
}

/** What the ids of the lists about a subject begin with. */
export function aboutPrefix(subject: string): string {
  return `${subject}|`;
}

export function aboutId(subject: string, part: number): string {
  return aboutPrefix(subject) + String(part).padStart(7, '0');
}

export function correctingId(sequence: number): string {
  return String(sequence);
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

function withSequence(row: Row | undefined, sequence: number): Row {
  return { at: row === undefined ? `${sequence}` : `${sequencesRow(row).at},${sequence}` };
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

type Keys = {
  readonly listed: readonly RowKey[];
  readonly chunk: RowKey;
  readonly marked: readonly RowKey[];
};

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
    const about = aboutId(entry.subject, aboutPart(entry.version));
    const listed = [{ collection: aboutCollection, id: about }];
    const corrected = correctedIn(entry);
    if (corrected !== undefined) {
      listed.push({ collection: correctingCollection, id: correctingId(corrected) });
    }
    return { listed, chunk: keyOf(chunkCollection, chunk), marked };
  };
}

const keysRememberedMax = 10_000;
