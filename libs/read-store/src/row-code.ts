// Rows as bytes: JSON text; or, where a row has columns, a byte 2, the length of what follows as JSON (uint32), that JSON
// ([the row with null in place of each column, where the columns stand and how long they are]) and the columns packed.
import { type Row, type RowValue } from '@ledger/ledger';
import { columnBytesMax, readColumn, writeColumn } from './column-code.js';

type Path = readonly (string | number)[];
type Place = readonly [path: Path, cells: number];

/** 1 was columns as they lie in memory; no build of today's projections holds any. */
const withColumns = 2;
const headStart = 5;
const slabBytes = 256 * 1024;

/** Encodes rows side by side into large buffers: lmdb asks for the address of every buffer that it is given. */
export function rowEncoder(): (row: Row) => Uint8Array {
  let slab = Buffer.alloc(0);
  let at = 0;

  function room(bytes: number): number {
    if (at + bytes > slab.length) {
      slab = Buffer.allocUnsafeSlow(Math.max(slabBytes, bytes));
      at = 0;
    }
    return at;
  }

  return (row) => {
    const columns: Float64Array[] = [];
    const places: Place[] = [];
    const rest = withoutColumns(row, [], (path, column) => {
      places.push([path, column.length]);
      columns.push(column);
    });
    const head = JSON.stringify(columns.length === 0 ? rest : [rest, places]);
    const columnBytes = columns.reduce((sum, column) => sum + columnBytesMax(column), 0);
    const start = room(headStart + head.length * 3 + columnBytes);
    if (columns.length === 0) {
      at += slab.write(head, start);
      return slab.subarray(start, at);
    }
    const headBytes = slab.write(head, start + headStart);
    slab[start] = withColumns;
    slab.writeUInt32LE(headBytes, start + 1);
    at += headStart + headBytes;
    for (const column of columns) at = writeColumn(column, slab, at);
    return slab.subarray(start, at);
  };
}

/** @param bytes read now and not kept: lmdb uses the same buffer again for the next row */
export function decodeRow(bytes: Uint8Array): Row {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (buffer[0] !== withColumns) return JSON.parse(buffer.toString()) as Row; // written by rowEncoder
  const headEnd = headStart + buffer.readUInt32LE(1);
  const head = JSON.parse(buffer.toString('utf8', headStart, headEnd)) as [Row, readonly Place[]];
  let at = headEnd;
  for (const [path, cells] of head[1]) {
    const { column, end } = readColumn(cells, buffer, at);
    putAt(head[0], path, column);
    at = end;
  }
  return head[0];
}

function withoutColumns(
  value: RowValue,
  path: Path,
  take: (path: Path, column: Float64Array) => void,
): RowValue {
  if (isColumn(value)) {
    take(path, value);
    return null;
  }
  if (!hasColumns(value)) return value;
  if (isList(value)) return value.map((one, at) => withoutColumns(one, [...path, at], take));
  return Object.fromEntries(
    Object.entries(value).map(([field, one]) => [
      field,
      withoutColumns(one, [...path, field], take),
    ]),
  );
}

type Holder = readonly RowValue[] | { readonly [field: string]: RowValue };

/** Asked about every value of every row, so it makes nothing. */
function hasColumns(value: RowValue): value is Holder {
  if (value === null || typeof value !== 'object') return false;
  if (isList(value)) {
    for (const one of value) if (isColumn(one) || hasColumns(one)) return true;
    return false;
  }
  const fields = value as Row; // neither a list nor a column: those are asked about before
  for (const field in fields) {
    const one = fields[field];
    if (typeof one === 'object' && (isColumn(one) || hasColumns(one))) return true;
  }
  return false;
}

const isColumn = (value: RowValue): value is Float64Array => value instanceof Float64Array;

function putAt(row: Row, path: Path, column: Float64Array): void {
  let holder = row;
  for (const step of path.slice(0, -1)) holder = holder[step] as Row; // where withoutColumns found it
  const last = path.at(-1);
  if (last !== undefined) holder[last] = column;
}

/** Array.isArray does not narrow readonly arrays. */
const isList = (value: object): value is readonly RowValue[] => Array.isArray(value);
