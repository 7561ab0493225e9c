// Reads one row's cells as our kinds of values. An empty cell is absent; a wrong one refuses the row.
import { ImportProblem } from './import-problem.js';
import { instantOf } from './instants.js';
import { type DateOrder, type Mapping } from './mapping.js';

export type Cells = {
  text(field: string): string | undefined;
  required(field: string): string;
  date(field: string): string | undefined;
  amount(field: string): string | undefined;
  /** Basis points of `60`, `60%` or `12.5`. */
  percentBp(field: string): number | undefined;
  /** UTC instant; a time without an offset is one of `timeZone`. */
  instant(field: string, timeZone: string): string | undefined;
};

/** How cells are to be read. */
export type Reading = Pick<Mapping, 'dates' | 'prefixes' | 'values'>;

const orders: { readonly [order in DateOrder]: RegExp } = {
  iso: /^(?<y>(?:19|20|21)\d\d)(?<between>[-/])(?<m>\d{1,2})\k<between>(?<d>\d{1,2})(?:[T ].*)?$/,
  mdy: /^(?<m>\d{1,2})\/(?<d>\d{1,2})\/(?<y>(?:19|20|21)\d\d)$/,
  dmy: /^(?<d>\d{1,2})[/.](?<m>\d{1,2})[/.](?<y>(?:19|20|21)\d\d)$/,
};

/** Reads `cells` by field. @throws ImportProblem from each reader where the value can't be used */
export function cellsOf(
  cells: readonly string[],
  columns: ReadonlyMap<string, number>,
  reading: Reading,
): Cells {
  const { dates } = reading;
  const text = (field: string): string | undefined => {
    const place = columns.get(field);
    const cell = place === undefined ? undefined : cells[place]?.trim();
    // Reports neutralise what a spreadsheet would run as a formula with an apostrophe; fed again, it goes.
    const value =
      cell === undefined ? '' : meaning(cell.replace(/^'(?=[=+\-@])/, ''), field, reading);
    return value === '' ? undefined : value;
  };
  return {
    text,
    required: (field) => {
      const value = text(field);
      if (value === undefined) throw new ImportProblem('row-field-missing', { field });
      return value;
    },
    date: (field) => {
      const value = text(field);
      if (value === undefined) return undefined;
      const date = dateOf(value, dates);
      if (date === undefined) throw new ImportProblem('row-date', { field, value, order: dates });
      return date;
    },
    amount: (field) => {
      const value = text(field);
      if (value === undefined) return undefined;
      if (!/^-?\d{1,15}(\.\d{1,4})?$/.test(value))
        throw new ImportProblem('row-amount', { field, value });
      return value.replace(/^(-?)0+(?=\d)/, '$1');
    },
    percentBp: (field) => {
      const value = text(field);
      if (value === undefined) return undefined;
      const [, whole, decimals = ''] = /^(\d{1,3})(?:\.(\d{1,2})0*)? ?%?$/.exec(value) ?? [];
      const bp = Number(`${whole}${decimals.padEnd(2, '0')}`);
      if (bp <= 10_000) return bp;
      throw new ImportProblem('row-percent', { field, value });
    },
    instant: (field, timeZone) => {
      const value = text(field);
      if (value === undefined) return undefined;
      const instant = instantOf(value, timeZone, (date) => dateOf(date, dates));
      if (instant !== undefined) return instant;
      throw new ImportProblem('row-time', { field, value, order: dates });
    },
  };
}

function meaning(cell: string, field: string, { prefixes = {}, values = {} }: Reading): string {
  const prefix = prefixes[field] ?? '';
  const value = cell.startsWith(prefix) ? cell.slice(prefix.length) : cell;
  const meanings = values[field] ?? {};
  return (Object.hasOwn(meanings, value) ? meanings[value] : undefined) ?? value;
}

function dateOf(value: string, order: DateOrder): string | undefined {
  const { y, m, d } = orders[order].exec(value)?.groups ?? {};
  if (y === undefined || m === undefined || d === undefined) return undefined;
  const iso = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
  return exists ? iso : undefined;
}
