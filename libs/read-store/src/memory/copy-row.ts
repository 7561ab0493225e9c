// A deep copy of a row: what a store keeps and what it hands out must not be the same object.
import { type Row, type RowValue } from '@ledger/ledger';

export function copyRow(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([field, value]) => [field, copyValue(value)]));
}

function copyValue(value: RowValue): RowValue {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Float64Array) return value.slice();
  if (isList(value)) return value.map(copyValue);
  return copyRow(value);
}

/** Array.isArray does not narrow readonly arrays. */
const isList = (value: object): value is readonly RowValue[] => Array.isArray(value);
