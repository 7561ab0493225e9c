// Columns as bytes. Most cells of most columns are 0 or small integers, so a column is how many zeros come first, a cell
// that is none, how many zeros follow, and so on, as variable-length integers. What holds anything else lies as in memory.

const packedForm = 0;
const rawForm = 1;
const cellBytes = Float64Array.BYTES_PER_ELEMENT;
const wholeBytesMax = 8;

/** What a column takes at most. */
export function columnBytesMax({ length }: Float64Array): number {
  return 1 + (2 * length + 1) * wholeBytesMax;
}

/** @returns where it ends */
export function writeColumn(column: Float64Array, bytes: Buffer, start: number): number {
  if (!isPackable(column)) return writeRaw(column, bytes, start);
  bytes[start] = packedForm;
  let at = start + 1;
  let zeros = 0;
  for (const cell of column) {
    if (cell === 0) zeros += 1;
    else {
      at = writeWhole(zeros, bytes, at);
      at = writeWhole(cell > 0 ? 2 * cell : -2 * cell - 1, bytes, at);
      zeros = 0;
    }
  }
  return writeWhole(zeros, bytes, at);
}

/** @param cells how many it has */
export function readColumn(
  cells: number,
  bytes: Uint8Array,
  start: number,
): { readonly column: Float64Array; readonly end: number } {
  const column = new Float64Array(cells);
  const place = { at: start + 1 };
  if (bytes[start] === rawForm) {
    const end = place.at + cells * cellBytes;
    new Uint8Array(column.buffer).set(bytes.subarray(place.at, end));
    return { column, end };
  }
  let cell = readWhole(bytes, place);
  while (cell < cells) {
    const whole = readWhole(bytes, place);
    column[cell] = whole % 2 === 0 ? whole / 2 : -(whole + 1) / 2;
    cell += 1 + readWhole(bytes, place);
  }
  return { column, end: place.at };
}

const packableMax = 2 ** 51;

/** Whole, and so small that twice it is written exactly; −0 is told from 0 only as it lies in memory. */
function isPackable(column: Float64Array): boolean {
  for (const cell of column) {
    if (!Number.isInteger(cell) || Math.abs(cell) > packableMax || Object.is(cell, -0))
      return false;
  }
  return true;
}

function writeRaw(column: Float64Array, bytes: Buffer, start: number): number {
  const { buffer, byteOffset, byteLength } = column;
  bytes[start] = rawForm;
  bytes.set(new Uint8Array(buffer, byteOffset, byteLength), start + 1);
  return start + 1 + byteLength;
}

// LEB128: seven bits a byte, the lowest first; the eighth says that more follow.
const goesOn = 0x80;
/** Numbers have 32 bits where it is bits that are asked for; larger ones are divided. */
const bitsMax = 2 ** 31;

function writeWhole(whole: number, bytes: Buffer, start: number): number {
  let at = start;
  let rest = whole;
  for (; rest >= bitsMax; at += 1) {
    bytes[at] = (rest % goesOn) + goesOn;
    rest = Math.floor(rest / goesOn);
  }
  for (; rest >= goesOn; at += 1) {
    bytes[at] = (rest & 0x7f) | goesOn;
    rest >>>= 7;
  }
  bytes[at] = rest;
  return at + 1;
}

function readWhole(bytes: Uint8Array, place: { at: number }): number {
  let whole = 0;
  let scale = 1;
  for (;;) {
    const byte = bytes[place.at] ?? 0;
    place.at += 1;
    if (byte < goesOn) return whole + byte * scale;
    whole += (byte - goesOn) * scale;
    scale *= goesOn;
  }
}
