// The entry: one immutable line of a ledger, a CloudEvents 1.0 event in structured JSON.
// Its bytes are fixed once, at append; nothing ever serialises an entry a second time.
import { type Assurance, type WireEntry } from './wire-entry.js';

/** What a decider decided: not yet numbered, timed or chained. */
export type Event<T extends string = string, D extends object = object> = {
  /** Past tense, without namespace and version: `DealWon`. */
  readonly type: T;
  /** `<kind>/<id>`, such as `deal/D-1001`. */
  readonly subject: string;
  /** ISO date, the business day in the ledger's time zone. */
  readonly occurredOn: string;
  readonly data: D;
};

/** An event as it stands in the ledger. */
export type Entry<E extends Event = Event> = E & {
  readonly ledger: string;
  /** 1 … n without gap in the ledger. */
  readonly sequence: number;
  /** 1 … n without gap in the subject. */
  readonly version: number;
  /** ISO instant of recording; never goes back within a ledger. */
  readonly time: string;
  /** ISO date on which it counts officially. */
  readonly postedOn: string;
  readonly actor: string;
  readonly assurance: Assurance;
  readonly commandId: string;
  readonly commandHash: string;
  readonly correlationId: string;
  readonly causationId?: string;
  /** base64url of the RFC 6962 leaf hash of the entry before; 32 zero bytes for entry 1. */
  readonly prevHash: string;
};

/** An entry's place and its bytes, as logs store and hand them out. */
export type EntryRecord = {
  readonly ledger: string;
  readonly sequence: number;
  readonly bytes: Uint8Array;
};

export const entryBytesMax = 65_535;
export const commandBytesMax = 900_000;
export const sequenceMax = 2_147_483_647;
export const firstPrevHash = Buffer.alloc(32).toString('base64url');

/** An event type's current version and, for each older one, how its data becomes the next version's. */
export type EventSchema = {
  readonly version: number;
  readonly upcast?: { readonly [fromVersion: number]: (data: object) => object };
};

/** Event type → schema. The union of all slices' catalogues is what an installation understands. */
export type EventCatalogue = { readonly [type: string]: EventSchema };

const typePrefix = 'sales.';

/**
 * One line of JSON without line end. The envelope's own fields are limited by pattern (ids, dates, base64url), so only
 * `data` needs a serialiser; that is what makes writing fast.
 */
export function encodeEntry(entry: Entry, catalogue: EventCatalogue): string {
  const version = catalogue[entry.type]?.version;
  if (version === undefined) throw new Error(`unknown event type ${entry.type}`);
  const causation = entry.causationId === undefined ? '' : `"causationid":"${entry.causationId}",`;
  return (
    `{"specversion":"1.0","id":"${entry.ledger}:${entry.sequence}","source":"/ledgers/${entry.ledger}",` +
    `"type":"${typePrefix}${entry.type}.v${version}","subject":"${entry.subject}","time":"${entry.time}",` +
    `"datacontenttype":"application/json","entry":${entry.sequence},"version":${entry.version},` +
    `"occurredon":"${entry.occurredOn}","postedon":"${entry.postedOn}","actor":"${entry.actor}",` +
    `"assurance":"${entry.assurance}","commandid":"${entry.commandId}","commandhash":"${entry.commandHash}",` +
    `"correlationid":"${entry.correlationId}",${causation}"prevhash":"${entry.prevHash}",` +
    `"data":${JSON.stringify(entry.data)}}`
  );
}

/** What is read of an entry; the rest of it follows from that. */
type ReadEntry = Omit<WireEntry, 'specversion' | 'id' | 'datacontenttype'>;

/**
 * Reads an entry's bytes and lifts old event versions to the current one.
 * @throws Error on a type that `catalogue` does not know: replay must stop, not skip.
 */
export function decodeEntry(bytes: Uint8Array, catalogue: EventCatalogue): Entry {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const wire = matched(text) ?? (JSON.parse(text) as ReadEntry); // our own bytes, written by encodeEntry
  const ledger = wire.source.slice('/ledgers/'.length);
  const { type, data } = upcast(wire, catalogue);
  return {
    ledger,
    sequence: wire.entry,
    type,
    subject: wire.subject,
    version: wire.version,
    time: wire.time,
    occurredOn: wire.occurredon,
    postedOn: wire.postedon,
    actor: wire.actor,
    assurance: wire.assurance,
    commandId: wire.commandid,
    commandHash: wire.commandhash,
    correlationId: wire.correlationid,
    ...(wire.causationid === undefined ? {} : { causationId: wire.causationid }),
    prevHash: wire.prevhash,
    data,
  };
}

/**
 * The envelope as `encodeEntry` writes it. Its values need no unescaping, so matching it takes a fifth of the time of
 * parsing it; what does not match, such as another order of fields, is parsed as a whole.
 */
const envelope = new RegExp(
  [
    /^\{"specversion":"1\.0","id":"[^"\\]*","source":"([^"\\]*)","type":"([^"\\]*)",/,
    /"subject":"([^"\\]*)","time":"([^"\\]*)","datacontenttype":"application\/json",/,
    /"entry":(\d{1,10}),"version":(\d{1,10}),"occurredon":"([^"\\]*)","postedon":"([^"\\]*)",/,
    /"actor":"([^"\\]*)","assurance":"(stated|key)","commandid":"([^"\\]*)",/,
    /"commandhash":"([^"\\]*)","correlationid":"([^"\\]*)",/,
    /(?:"causationid":"([^"\\]*)",)?"prevhash":"([^"\\]*)","data":(?=\{)/,
  ]
    .map(({ source }) => source)
    .join(''),
);

function matched(text: string): ReadEntry | undefined {
  const match = envelope.exec(text);
  if (match === null) return undefined;
  const data = objectIn(text.slice(match[0].length, -1));
  if (data === undefined) return undefined;
  const causationid = match[14];
  return {
    source: match[1] ?? '',
    type: match[2] ?? '',
    subject: match[3] ?? '',
    time: match[4] ?? '',
    entry: Number(match[5]),
    version: Number(match[6]),
    occurredon: match[7] ?? '',
    postedon: match[8] ?? '',
    actor: match[9] ?? '',
    assurance: match[10] === 'key' ? 'key' : 'stated',
    commandid: match[11] ?? '',
    commandhash: match[12] ?? '',
    correlationid: match[13] ?? '',
    ...(causationid === undefined ? {} : { causationid }),
    prevhash: match[15] ?? '',
    data,
  };
}

/** @returns undefined where more than one object follows: `data` is not the last attribute */
function objectIn(text: string): object | undefined {
  try {
    return JSON.parse(text) as object; // it begins with a brace
  } catch {
    return undefined; // parsed as a whole it is either right or told what is wrong
  }
}

function upcast(wire: ReadEntry, catalogue: EventCatalogue): { type: string; data: object } {
  const dot = wire.type.lastIndexOf('.v');
  const type = wire.type.slice(typePrefix.length, dot);
  const schema = catalogue[type];
  if (schema === undefined || !wire.type.startsWith(typePrefix)) {
    throw new Error(`entry ${wire.entry} of ${wire.source} has the unknown type ${wire.type}`);
  }
  let data = wire.data;
  for (let version = Number(wire.type.slice(dot + 2)); version !== schema.version; version += 1) {
    const lift = schema.upcast?.[version];
    if (lift === undefined) {
      throw new Error(`entry ${wire.entry} of ${wire.source} has the unknown type ${wire.type}`);
    }
    data = lift(data);
  }
  return { type, data };
}
