// Rows of a quota list become targets. Which target a row speaks of is said by for whom it is, its metric and its period.
import { type Row, periodOf } from '@ledger/ledger';
import {
  type TargetRow,
  kpiCatalogue,
  present,
  targetCollection,
  targetDecimals,
  targetId,
  targetProjection,
  targetRow,
} from '@ledger/sales';
import { type Cells } from './cells.js';
import { ImportProblem } from './import-problem.js';
import { type Mapping } from './mapping.js';
import { orRejection, productNamed, salespersonNamed, teamNamed, territoryNamed } from './names.js';
import { type ImportEdge, type Plan, type PlannedStep, type Planner, sourceOf } from './planner.js';
import { productsByName } from './product-rows.js';

/** A column for each kind of scope, and one whose cells are scopes as the API writes them. */
const scopeFields = [
  'salesperson',
  'team',
  'territory',
  'product',
  'segment',
  'channel',
  'scope',
] as const;
type ScopeField = (typeof scopeFields)[number];

/** A row in the source's own terms: names, not ids. */
export type QuotaRow = {
  readonly kind: ScopeField;
  readonly name: string;
  readonly metric: string;
  readonly period: string;
  /** The day that stands for the period; absent where the row names the period itself. */
  readonly date?: string;
  readonly value: string;
  readonly basis?: string;
  readonly agreedOn?: string;
};

const importReason = 'changed in the source system';
const organization = { kind: 'scope', name: 'organization' } as const;

/** @throws ImportProblem where dates stand for periods and nobody says which */
export function targetPlanner(
  edge: ImportEdge,
  mapping: Mapping,
  columns: ReadonlyMap<string, number>,
): Planner<QuotaRow> {
  const { grain } = mapping;
  if (columns.has('date') && !columns.has('period') && grain === undefined) {
    throw new ImportProblem('mapping-invalid', { field: 'grain' });
  }
  const hasScopes = scopeFields.some((field) => columns.has(field));
  return {
    read: (cells) => {
      const period = cells.text('period');
      const date = period === undefined ? cells.date('date') : undefined;
      const metric = cells.text('metric') ?? mapping.metric ?? 'sales-amount';
      const value = valueOf(cells, metric);
      return {
        ...(hasScopes ? scopeOf(cells) : organization),
        metric,
        period: period ?? labelOf(edge, date, grain),
        value,
        ...present({ date, basis: cells.text('basis'), agreedOn: cells.date('agreedOn') }),
      };
    },
    key: ({ kind, name, metric, period }) => JSON.stringify([kind, name, metric, period]),
    plan: async (rows, after) => {
      const names = rows.flatMap(({ kind, name }) => (kind === 'product' ? name : []));
      const products = await productsByName(edge, names, after);
      const scopes = await Promise.all(
        rows.map((row) => orRejection(() => scopeText(edge, row, products))),
      );
      const ids = rows.map(({ metric, period }, place) =>
        targetId(String(scopes[place]), metric, period),
      );
      const wanted = { projection: targetProjection.name, collection: targetCollection, ids };
      const seen = await edge.rows(wanted, after);
      const plans = await Promise.all(
        rows.map((row, place) =>
          orRejection(() => {
            const scope = scopes[place] ?? '';
            const id = ids[place] ?? '';
            if (typeof scope !== 'string') throw scope;
            return Promise.resolve(planOf(edge, row, { scope, id, shown: seen.rows[place] }));
          }),
        ),
      );
      return { plans, sequence: seen.sequence };
    },
  };
}

/** `60%` is 0.6 where the metric is a ratio; of anything else it is no value. */
function valueOf(cells: Cells, metric: string): string {
  const text = cells.required('value');
  const isRatio = kpiCatalogue.some(({ name, unit }) => name === metric && unit === 'ratio');
  const [, whole, decimals = ''] = /^(\d{1,5})(?:\.(\d{1,4}))? ?[%％]$/.exec(text) ?? [];
  if (isRatio && whole !== undefined) {
    const digits = whole.padStart(3, '0');
    return `${Number(digits.slice(0, -2))}.${digits.slice(-2)}${decimals}`;
  }
  return cells.amount('value') ?? text;
}

function scopeOf(cells: Cells): Pick<QuotaRow, 'kind' | 'name'> {
  const [first, second] = scopeFields.flatMap((kind) => {
    const name = cells.text(kind);
    return name === undefined ? [] : [{ kind, name }];
  });
  if (first === undefined) {
    throw new ImportProblem('row-scope-missing', { fields: scopeFields.join(', ') });
  }
  if (second === undefined) return first;
  throw new ImportProblem('row-scope-several', { first: first.kind, second: second.kind });
}

function labelOf(edge: ImportEdge, date: string | undefined, grain: Mapping['grain']): string {
  if (date === undefined || grain === undefined) {
    throw new ImportProblem('row-field-missing', { field: 'period' });
  }
  return periodOf(edge.calendars, date, grain).label;
}

async function scopeText(
  edge: ImportEdge,
  { kind, name }: QuotaRow,
  products: ReadonlyMap<string, string>,
): Promise<string> {
  switch (kind) {
    case 'salesperson':
      return `${kind}/${await salespersonNamed(edge, name)}`;
    case 'team':
      return `${kind}/${await teamNamed(edge, name)}`;
    case 'territory':
      return `${kind}/${await territoryNamed(edge, name)}`;
    case 'product':
      return `${kind}/${productNamed(products, name)}`;
    case 'segment':
    case 'channel':
      return `${kind}/${name}`;
    case 'scope':
      return name;
  }
}

type Look = { readonly scope: string; readonly id: string; readonly shown: Row | undefined };

function planOf(edge: ImportEdge, row: QuotaRow, { scope, id, shown }: Look): Plan {
  const current = shown === undefined ? undefined : targetRow(shown);
  const { kind, name, metric, period, date } = row;
  // For whom it is may be a person's name: the record is named by its digest.
  const record = edge.fingerprint(JSON.stringify([kind, name, metric, date ?? period]));
  const source = sourceOf(edge, record, row);
  const previousHash = current?.source?.hash ?? '';
  const steps = previousHash === source.hash ? [] : stepsOf(row, scope, current);
  if (steps.length > 0 && current !== undefined) demandSameRecord(row, source, current);
  return {
    subject: `target/${id}`,
    version: current?.version ?? 0,
    previousHash,
    steps: steps.map(({ type, data }) => ({ type, data: { ...data, source } })),
  };
}

/** Two dates of a list in one period would take turns in replacing each other. */
function demandSameRecord(
  { date, period }: QuotaRow,
  { system, record }: { readonly system: string; readonly record: string },
  { status, source }: TargetRow,
): void {
  if (date === undefined || status !== 'set' || source === undefined) return;
  if (source.system !== system || source.record === record) return;
  throw new ImportProblem('row-period-repeated', { date, period, system });
}

function stepsOf(
  row: QuotaRow,
  scope: string,
  current: TargetRow | undefined,
): readonly PlannedStep[] {
  const { metric, period, value } = row;
  const basis = row.basis ?? current?.basis ?? 'judgement';
  const agreedOn = row.agreedOn ?? (current?.status === 'set' ? current.agreedOn : undefined);
  const set: PlannedStep = {
    type: 'SetTarget',
    data: present({ scope, metric, period, value, basis, agreedOn }),
  };
  if (current?.status !== 'set') return [set];
  // The day and the basis of an agreement don't change: what was agreed otherwise is another agreement.
  if (basis !== current.basis || agreedOn !== current.agreedOn) {
    return [{ type: 'WithdrawTarget', data: { reason: importReason } }, set];
  }
  if (isSameValue(value, current)) return [];
  return [{ type: 'AdjustTarget', data: { value, reason: importReason } }];
}

function isSameValue(text: string, { value, unit, currency = '' }: TargetRow): boolean {
  const decimals = targetDecimals(unit, currency);
  const [whole = '', fraction = ''] = text.split('.');
  if (fraction.length > decimals) return false;
  return BigInt(whole + fraction.padEnd(decimals, '0')) === BigInt(value);
}
