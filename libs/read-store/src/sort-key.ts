// Keys as bytes that sort like what they are made of: the tuple encoding of FoundationDB's layers, cut down to numbers
// and strings. Every adapter without an order of its own uses it, so that all of them answer in the same order.
export type KeyPart = string | number;

/** LMDB takes keys of up to 1,978 bytes. */
export const sortKeyBytesMax = 1_900;

const numberTag = 1;
/** A string stands between this and a zero byte. */
const stringTag = '\u0002';
const nul = '\u0000';
/** As latin1: a zero byte within a string, which alone would end it. */
const escapedNul = '\u0000\u00ff';
/** No part begins with it, so it ends every range of keys with a common beginning. */
const afterAll = Buffer.from([0xff]);

/** @throws Error for a key that is too long, and for NaN */
export function sortKey(parts: readonly KeyPart[]): Buffer {
  const key = parts.every(isPlain) ? stringsKey(parts) : Buffer.concat(parts.map(partBytes));
  if (key.length > sortKeyBytesMax) {
    throw new Error(`a key of ${key.length} bytes is longer than ${sortKeyBytesMax}`);
  }
  return key;
}

/** The first key after all that begin with `key`. */
export function keyAfterAll(key: Buffer): Buffer {
  return Buffer.concat([key, afterAll]);
}

/** The beginning of all keys whose part after `key` is a string that begins with `start`. */
export function keyOfStringsFrom(key: Buffer, start: string): Buffer {
  return Buffer.concat([key, partBytes(start).subarray(0, -1)]);
}

/** The last part of a key that ends with a string. */
export function lastString(key: Uint8Array): string {
  let start = 0;
  for (let at = 0; at < key.length;) {
    start = at + 1;
    at = key[at] === numberTag ? at + 9 : endOfString(key, start) + 1;
  }
  const bytes = Buffer.from(key.buffer, key.byteOffset + start, key.byteLength - start - 1);
  const text = bytes.toString();
  return text.includes(nul)
    ? Buffer.from(bytes.toString('latin1').replaceAll(escapedNul, nul), 'latin1').toString()
    : text;
}

function endOfString(key: Uint8Array, start: number): number {
  let end = key.indexOf(0, start);
  while (key[end + 1] === 0xff) end = key.indexOf(0, end + 2);
  if (end < 0) throw new Error('not a sort key');
  return end;
}

const isPlain = (part: KeyPart): part is string => typeof part === 'string' && !part.includes(nul);

function stringsKey(parts: readonly string[]): Buffer {
  let text = '';
  for (const part of parts) text += `${stringTag}${part}${nul}`;
  return Buffer.from(text);
}

function partBytes(part: KeyPart): Buffer {
  if (typeof part === 'number') return numberBytes(part);
  const escaped = Buffer.from(part).toString('latin1').replaceAll(nul, escapedNul);
  return Buffer.from(`${stringTag}${escaped}${nul}`, 'latin1');
}

/** IEEE 754 with the sign bit flipped, and all bits of negative numbers: bytes then sort as numbers do. */
function numberBytes(value: number): Buffer {
  if (Number.isNaN(value)) throw new Error('NaN has no place in an order');
  const bytes = Buffer.allocUnsafe(9);
  bytes[0] = numberTag;
  bytes.writeDoubleBE(value === 0 ? 0 : value, 1); // −0 is 0
  if (value < 0) for (let at = 1; at < 9; at += 1) bytes[at] = ~(bytes[at] ?? 0);
  else bytes[1] = (bytes[1] ?? 0) ^ 0x80;
  return bytes;
}
