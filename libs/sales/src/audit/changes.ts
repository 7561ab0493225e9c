// Works out, entry by entry, what changed about a subject: each field before and after.
import { type RowValue } from '@ledger/ledger';
import { type DealCorrected, type DealReopened } from '../deal/deal.events.js';
import { type Source } from '../source.js';
import { type TargetAdjusted } from '../target/target.events.js';
import { type AuditRow } from './audit.projection.js';

export type FieldChange = {
  /** `stage`, `owner.salesperson`, `won.lines[0].amountMinor`. */
  readonly field: string;
  /** null where there was, or is, nothing. */
  readonly before: RowValue;
  readonly after: RowValue;
};

type Fields = { readonly [field: string]: RowValue };

/** Everything known about a subject, by the top-level fields of its events. */
export type Known = Map<string, RowValue>;

/** Takes the row into `known` and tells what that changed. */
export function changesBy(row: AuditRow, known: Known): readonly FieldChange[] {
  return Object.entries(settingsOf(row)).flatMap(([field, after]) => {
    const before = known.get(field) ?? null;
    if (after === null) known.delete(field);
    else known.set(field, after);
    return differences(field, before, after);
  });
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
      return { [`reversed[${sequence}]`]: statementOf(data) };
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

function statementOf(data: object, alsoKept?: string): Fields {
  const fields = Object.entries(fieldsIn(data));
  return Object.fromEntries(
    fields.filter(([field]) => field === alsoKept || !aboutTheEntry.has(field)),
  );
}

function fieldsIn(data: object): Fields {
  return data as Fields; // an entry's data is JSON
}

function differences(field: string, before: RowValue, after: RowValue): readonly FieldChange[] {
  const old = new Map(leaves(field, before));
  const fresh = new Map(leaves(field, after));
  const names = [...new Set([...old.keys(), ...fresh.keys()])];
  return names.flatMap((name) => {
    const change = { field: name, before: old.get(name) ?? null, after: fresh.get(name) ?? null };
    return JSON.stringify(change.before) === JSON.stringify(change.after) ? [] : [change];
  });
}

/** Objects by their fields, lists of objects by place; a list of plain values is one value. */
function leaves(name: string, value: RowValue): readonly (readonly [string, RowValue])[] {
  if (value === null) return [];
  if (Array.isArray(value)) {
    const items: readonly RowValue[] = value;
    if (items.length === 0 || !items.some(isObject)) return [[name, items]];
    return items.flatMap((item, i) => leaves(`${name}[${i}]`, item));
  }
  if (!isObject(value)) return [[name, value]];
  return Object.entries(value).flatMap(([field, inner]) => leaves(`${name}.${field}`, inner));
}

function isObject(value: RowValue): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
