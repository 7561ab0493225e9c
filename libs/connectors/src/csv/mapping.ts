// A mapping says how a file's columns become our fields. Presets are mappings that ship; a user's file overrides them.
import { isTimeZone } from '@ledger/ledger';
import { ImportProblem } from './import-problem.js';
import { columnNumber } from './positions.js';

export type ListKind =
  'organization' | 'products' | 'customers' | 'pipeline' | 'targets' | 'feedback' | 'leads';

const targetGrains = ['month', 'quarter', 'year'] as const;

export type DateOrder = 'iso' | 'mdy' | 'dmy';

export type Mapping = {
  readonly kind: ListKind;
  /** Our field → names that its column may have, compared without case, or `#3`; the first that the file has wins. */
  readonly columns: { readonly [field: string]: readonly string[] };
  /** Fields without which a file is not of this kind. */
  readonly required: readonly string[];
  readonly dates: DateOrder;
  /** Stages, compared without case, that mean won or lost; every other stage is open. */
  readonly won: readonly string[];
  readonly lost: readonly string[];
  /** Product name → other names under which files call it. */
  readonly aliases: { readonly [product: string]: readonly string[] };
  /** ISO 4217; absent: the ledger's. */
  readonly currency?: string;
  /** False: the first line is a row already, and columns are named by number. */
  readonly header?: boolean;
  /** One character; absent: recognised. */
  readonly delimiter?: string;
  /** Where times without an offset were written, IANA; absent: in the ledger's time zone. */
  readonly timeZone?: string;
  /** Our field → a text that its cells start with and that is taken off. */
  readonly prefixes?: { readonly [field: string]: string };
  /** Our field → cell → what it means, `` for nothing; other cells stand for themselves. */
  readonly values?: { readonly [field: string]: { readonly [cell: string]: string } };
  /** What an `endsOn` is: the last day on which it held (where absent), or the first on which it no longer did. */
  readonly ends?: 'last-day' | 'day-after';
  /** Of targets: which period of the ledger's calendar a `date` stands for. */
  readonly grain?: (typeof targetGrains)[number];
  /** Of targets without a metric of their own: a KPI of the catalogue; absent: sales-amount. */
  readonly metric?: string;
  /** Statuses of leads, compared without case; every other status is received. */
  readonly qualified?: readonly string[];
  readonly disqualified?: readonly string[];
  readonly converted?: readonly string[];
};

/** What a user's mapping file may hold: any part of a mapping. */
export type MappingOverrides = Partial<Omit<Mapping, 'kind' | 'required' | 'columns'>> & {
  /** A number, from 1 on, names a column by its place. */
  readonly columns?: { readonly [field: string]: readonly (string | number)[] };
};

const isWord = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isColumn = (value: unknown): boolean =>
  isWord(value) || (Number.isInteger(value) && Number(value) >= 1);
const isOneOf =
  (...values: readonly unknown[]) =>
  (value: unknown): boolean =>
    values.includes(value);
const listOf = (item: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(item);
const recordOf = (item: (value: unknown) => boolean) => (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every(item);

const checks: { readonly [name in keyof MappingOverrides]-?: (value: unknown) => boolean } = {
  columns: recordOf(listOf(isColumn)),
  dates: isOneOf('iso', 'mdy', 'dmy'),
  won: listOf(isWord),
  lost: listOf(isWord),
  aliases: recordOf(listOf(isWord)),
  currency: (value) => typeof value === 'string' && /^[A-Z]{3}$/.test(value),
  header: isOneOf(true, false),
  delimiter: (value) => typeof value === 'string' && /^[^"\r\n]$/.test(value),
  timeZone: (value) => typeof value === 'string' && isTimeZone(value),
  prefixes: recordOf(isWord),
  values: recordOf(recordOf((meaning) => typeof meaning === 'string')),
  ends: isOneOf('last-day', 'day-after'),
  grain: isOneOf(...targetGrains),
  metric: isWord,
  qualified: listOf(isWord),
  disqualified: listOf(isWord),
  converted: listOf(isWord),
};

/**
 * Lays a user's overrides over a preset.
 * @throws ImportProblem `mapping-invalid` that names the field at fault, `aliases-unused`
 */
export function mappingWith(preset: Mapping, overrides: unknown): Mapping {
  if (overrides === undefined) return preset;
  if (typeof overrides !== 'object' || overrides === null || Array.isArray(overrides)) {
    throw new ImportProblem('mapping-invalid', { field: '(file)' });
  }
  for (const [name, value] of Object.entries(overrides)) {
    const check = Object.hasOwn(checks, name) ? checks[name as keyof MappingOverrides] : undefined;
    if (check === undefined || !check(value)) {
      throw new ImportProblem('mapping-invalid', { field: name });
    }
  }
  const checked = overrides as MappingOverrides; // every field was checked above
  demandProducts(preset, checked);
  return {
    ...preset,
    ...checked,
    ...lowerCased(preset, checked),
    columns:
      checked.columns === undefined
        ? preset.columns
        : { ...preset.columns, ...named(checked.columns) },
    ...layered('prefixes', preset, checked),
    ...layered('values', preset, checked),
    aliases: { ...preset.aliases, ...checked.aliases },
  };
}

const kindsWithProducts: readonly Mapping['kind'][] = ['products', 'pipeline'];

/** Who names a product otherwise expects that to count. */
function demandProducts({ kind }: Mapping, { aliases = {} }: MappingOverrides): void {
  if (kindsWithProducts.includes(kind) || Object.keys(aliases).length === 0) return;
  throw new ImportProblem('aliases-unused', { kind });
}

/** The lists of words that are compared without case. */
function lowerCased(below: Mapping, above: MappingOverrides): object {
  const names = ['won', 'lost', 'qualified', 'disqualified', 'converted'] as const;
  const lists = names.map((name) => [name, above[name] ?? below[name]] as const);
  const inLowerCase = lists.flatMap(([name, words]) =>
    words === undefined ? [] : [[name, words.map((word) => word.toLowerCase())]],
  );
  return Object.fromEntries(inLowerCase) as object; // fromEntries of a mixed list is any
}

function named(columns: NonNullable<MappingOverrides['columns']>): Mapping['columns'] {
  return Object.fromEntries(
    Object.entries(columns).map(([field, names]) => [
      field,
      names.map((name) => (typeof name === 'number' ? columnNumber(name) : name)),
    ]),
  );
}

/** Field by field, as columns are; absent where neither says anything. */
function layered<K extends 'prefixes' | 'values'>(
  name: K,
  { [name]: below }: Mapping,
  { [name]: above }: MappingOverrides,
): object {
  return below === undefined && above === undefined ? {} : { [name]: { ...below, ...above } };
}
