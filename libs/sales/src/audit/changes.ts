// Works out, entry by entry, what changed about a subject: each field before and after.
import { type RowValue } from '@ledger/ledger';
import { type DealCorrected, type DealReopened } from '../deal/deal.events.js';
import { present } from '../changes.js';
import { type KpiUnit, kpiUnits } from '../kpi/kpi.events.js';
import { type Source } from '../source.js';
import { type TargetAdjusted } from '../target/target.events.js';
import { type AuditRow } from './trail.js';

export type LeafChange = {
  /** `stage`, `owner.salesperson`, `won.lines[0].amountMinor`. */
  readonly field: string;
  /** null where there was, or is, nothing. */
  readonly before: RowValue;
  readonly after: RowValue;
  /** What stood before is told by an entry that was not read. */
  readonly beforeUnknown?: true;
  /** In which the values are, where they are money and their subject says it; `unknownCurrency` where it may say so. */
  readonly currencyBefore?: string;
  readonly currencyAfter?: string;
  /** In which a target's value is. */
  readonly unit?: KpiUnit;
};

type Fields = { readonly [field: string]: RowValue };

/** What is known about a subject, by the top-level fields of its events; null where a field was taken away. */
export type Known = {
  readonly fields: Map<string, RowValue>;
  /** Whether every entry about it was taken in: what is not known then was never there. */
  readonly isWhole: boolean;
};

export function nothingKnown(isWhole: boolean): Known {
  return { fields: new Map(), isWhole };
}

/** Takes the row into `known`. */
export function takeIn(row: AuditRow, known: Known): void {
  for (const [field, after] of Object.entries(settingsOf(row))) known.fields.set(field, after);
}

/** Takes the row into `known` and tells what that changed. */
export function changesBy(row: AuditRow, known: Known): readonly LeafChange[] {
  const settings = Object.entries(settingsOf(row));
  const currencyBefore = currencyOf(known);
  const before = settings.map(([field]) => known.fields.get(field));
  for (const [field, after] of settings) known.fields.set(field, after);
  const currencyAfter = currencyOf(known);
  const unit = row.type.startsWith('Target') ? unitIn(known.fields.get('unit') ?? null) : undefined;
  return settings.flatMap(([field, after], i) => {
    const old = leaves({ name: field, value: before[i] ?? null, currency: currencyBefore });
    const fresh = leaves({ name: field, value: after, currency: currencyAfter });
    const isUnknown = before[i] === undefined && !known.isWhole && !isOwn(field);
    const changes = differences(old, fresh, isUnknown);
    return field === 'value' ? changes.map((change) => present({ ...change, unit })) : changes;
  });
}

function unitIn(value: RowValue): KpiUnit | undefined {
  return kpiUnits.find((unit) => unit === value);
}

/** An entry that was not read may name it: no other must be taken for it. */
const unknownCurrency = '';

function currencyOf({ fields, isWhole }: Known): string | undefined {
  return currencyIn(fields.get('currency') ?? null) ?? (isWhole ? undefined : unknownCurrency);
}

function currencyIn(value: RowValue): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** What an entry says about itself and not about its subject. */
export type Stated = {
  readonly reason?: string;
  readonly corrects?: number;
  readonly source?: Source;
};

const aboutTheEntry = new Set(['reason', 'corrects', 'source']);

export function statedBy(data: object): Stated {
  const fields = Object.entries(data).filter(([field]) => aboutTheEntry.has(field));
  return Object.fromEntries(fields); // these names mean the same in every event
}

/** Fields that an event sets; null takes one away. Most events are their fields; those below speak of one fact as a whole. */
function settingsOf({ type, data, sequence }: AuditRow): Fields {
  switch (type) {
    case 'DealWon':
      return { won: statementOf(data) };
    case 'DealLost':
      return { lost: statementOf(data, 'reason') };
    case 'DealCorrected':
      return { won: (data as DealCorrected['data']).is };
    case 'DealReopened':
      return (data as DealReopened['data']).won === undefined ? { lost: null } : { won: null };
    case 'DealReversed':
      return { [`${reversedField}[${sequence}]`]: statementOf(data) };
    case 'DealReassigned':
      return { owner: fieldsIn(data)['owner'] ?? null };
    case 'TargetAdjusted':
      return { value: (data as TargetAdjusted['data']).value };
    case 'TargetWithdrawn':
      return { value: null };
    default:
      return statementOf(data);
  }
}

export const reversedField = 'reversed';

/** A field that carries its entry's sequence: nothing can have stood there before. */
function isOwn(field: string): boolean {
  return field.startsWith(`${reversedField}[`);
}

function statementOf(data: object, alsoKept?: string): Fields {
  const fields = Object.entries(fieldsIn(data));
  return Object.fromEntries(
    fields.filter(([field]) => field === alsoKept || !aboutTheEntry.has(field)),
  );
}

function fieldsIn(data: object): Fields {
  return data as Fields; // an entry's data is JSON
}

function differences(
  before: readonly Leaf[],
  after: readonly Leaf[],
  isUnknown: boolean,
): readonly LeafChange[] {
  const beforeUnknown = isUnknown ? (true as const) : undefined;
  const changed = (field: string, was: Leaf | undefined, is: Leaf | undefined): LeafChange =>
    present({
      field,
      before: was?.value ?? null,
      after: is?.value ?? null,
      beforeUnknown,
      currencyBefore: was?.currency,
      currencyAfter: is?.currency,
    });
  // Most entries say what nothing was said of before.
  if (before.length === 0) return after.map((leaf) => changed(leaf.name, undefined, leaf));
  const old = new Map(before.map((leaf) => [leaf.name, leaf]));
  const fresh = new Map(after.map((leaf) => [leaf.name, leaf]));
  const names = [...new Set([...old.keys(), ...fresh.keys()])];
  return names.flatMap((field) => {
    const [was, is] = [old.get(field), fresh.get(field)];
    if (!isUnknown && isSame(was?.value ?? null, is?.value ?? null)) return [];
    return [changed(field, was, is)];
  });
}

/** Leaves are words and numbers but for lists of them. */
function isSame(a: RowValue, b: RowValue): boolean {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b)) return false;
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A value that is told as one, with the currency that holds where it stands. */
type Leaf = { readonly name: string; readonly value: RowValue; readonly currency?: string };

/** Objects by their fields, lists of objects by place; a list of plain values is one value. */
function leaves(of: {
  readonly name: string;
  readonly value: RowValue;
  readonly currency: string | undefined;
}): readonly Leaf[] {
  const { name, value, currency } = of;
  if (value === null) return [];
  if (Array.isArray(value)) {
    const items: readonly RowValue[] = value;
    if (!items.some(isObject)) return [present({ name, value: items, currency })];
    return items.flatMap((item, i) => leaves({ name: `${name}[${i}]`, value: item, currency }));
  }
  if (!isObject(value)) return [present({ name, value, currency })];
  const inside = currencyIn(value['currency'] ?? null) ?? currency;
  return Object.entries(value).flatMap(([field, inner]) =>
    leaves({ name: `${name}.${field}`, value: inner, currency: inside }),
  );
}

function isObject(value: RowValue): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
