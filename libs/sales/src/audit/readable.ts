// Values as a person reads them: names beside ids, money as decimal text with its currency, shares in percent.
import { type RowValue, decimalOf, isCurrency } from '@ledger/ledger';
import { present } from '../changes.js';
import { type KpiUnit } from '../kpi/kpi.events.js';
import { targetText } from '../target/target.events.js';
import { type AuditChange, type Shown } from './audit.answers.js';
import { type LeafChange } from './changes.js';
import { labelOf } from './labels.js';
import { type Names } from './names.js';

export type Reading = {
  readonly names: Names;
  /** The ledger's: of amounts whose subject names none. */
  readonly currency: string | undefined;
};

/** Of which kind a field's ids are. */
const kindsByField: { readonly [field: string]: string } = {
  salesperson: 'salesperson',
  manager: 'salesperson',
  team: 'team',
  teams: 'team',
  parent: 'team',
  territory: 'territory',
  product: 'product',
  customer: 'customer',
};

/** `<kind>/<id>` of all whose names are wanted to read a change. */
export function namedIn({ field, before, after }: LeafChange): readonly string[] {
  const kind = kindOfIds(wordOf(field));
  if (kind === undefined) return [];
  return [before, after]
    .flat()
    .filter((id) => typeof id === 'string')
    .map((id) => `${kind}/${id}`);
}

export function readable(change: LeafChange, reading: Reading): AuditChange {
  const { field, before, after, beforeUnknown, currencyBefore, currencyAfter, unit } = change;
  const word = wordOf(field);
  const shown = (value: RowValue, own: string | undefined): Shown | undefined => {
    const currency = own ?? reading.currency;
    return unit !== undefined && typeof value === 'number'
      ? targetShown(value, unit, currency)
      : shownValue(word, value, { names: reading.names, currency });
  };
  return present({
    field,
    label: labelOf(field),
    before,
    after,
    beforeShown: shown(before, currencyBefore),
    afterShown: shown(after, currencyAfter),
    beforeUnknown,
  });
}

/** A target's value is an integer in its unit's smallest parts. */
function targetShown(value: number, unit: KpiUnit, currency = ''): string | undefined {
  if (unit !== 'money') return targetText(value, unit, currency);
  return isCurrency(currency) ? `${targetText(value, unit, currency)} ${currency}` : undefined;
}

function shownValue(word: string, value: RowValue, reading: Reading): Shown | undefined {
  const { names, currency } = reading;
  if (typeof value === 'number') {
    if (word.endsWith('Bp')) return `${(value / 100).toFixed(2)} %`;
    if (!word.endsWith('Minor') || currency === undefined || !isCurrency(currency))
      return undefined;
    return `${decimalOf(value, currency)} ${currency}`;
  }
  const kind = kindOfIds(word);
  if (kind === undefined) return undefined;
  if (typeof value === 'string') return names.get(`${kind}/${value}`);
  const ids = Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
  return ids.length === 0 ? undefined : ids.map((id) => names.get(`${kind}/${id}`) ?? id);
}

function kindOfIds(word: string): string | undefined {
  return Object.hasOwn(kindsByField, word) ? kindsByField[word] : undefined;
}

/** The last word of a path, without a place in a list. */
function wordOf(field: string): string {
  const word = field.slice(field.lastIndexOf('.') + 1);
  return word.endsWith(']') ? word.slice(0, word.lastIndexOf('[')) : word;
}
