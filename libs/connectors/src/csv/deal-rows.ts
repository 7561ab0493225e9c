// Rows of a pipeline export become deals.
import { type Row, decimalOf, isCurrency, minorOf, todayIn } from '@ledger/ledger';
import { type DealState, type Source, dayFault, dealRow, isStale, present } from '@ledger/sales';
import { aliasesIn } from './aliases.js';
import { type Cells } from './cells.js';
import { type CurrentDeal, type DesiredDeal, planDeal } from './deal-plan.js';
import { ImportProblem } from './import-problem.js';
import { type Mapping } from './mapping.js';
import {
  customerNamed,
  orRejection,
  productNamed,
  recordIdOf,
  recordNameOf,
  salespersonNamed,
} from './names.js';
import { type ImportEdge, type Plan, type Planner, sourceOf } from './planner.js';
import { productsByName } from './product-rows.js';

/** A row in the source's own terms: names, not ids. */
export type PipelineRow = Omit<DesiredDeal, 'salesperson' | 'product' | 'customer'> & {
  readonly record: string;
  readonly salesperson: string;
  readonly product?: string;
  readonly customer?: string;
  /** ISO instant: an older record changes nothing. */
  readonly modifiedAt?: string;
};

export function dealPlanner(edge: ImportEdge, mapping: Mapping): Planner<PipelineRow> {
  const aliases = aliasesIn(mapping);
  return {
    read: (cells) => {
      const product = cells.text('product');
      const stage = cells.required('stage');
      const status = statusOf(stage, mapping);
      const value = cells.amount('value');
      const zone = mapping.timeZone ?? edge.timeZone;
      const openedOn = cells.date('openedOn') ?? createdOn(cells, zone, edge.timeZone);
      const closedOn = cells.date('closedOn');
      const currency = currencyOf(cells) ?? mapping.currency;
      demandDays(edge, { status, openedOn, closedOn });
      if (status === 'won' && value === undefined) {
        throw new ImportProblem('row-field-missing', { field: 'value' });
      }
      return present({
        record: cells.required('record'),
        salesperson: cells.required('salesperson'),
        status,
        stage,
        product: product === undefined ? undefined : aliases.resolved(product),
        customer: cells.text('customer'),
        openedOn,
        closedOn,
        value:
          value === undefined || status === 'lost'
            ? undefined
            : fullAmount(value, currency ?? edge.currency),
        currency,
        title: cells.text('title'),
        channel: cells.text('channel'),
        probabilityBp: status === 'open' ? cells.percentBp('probability') : undefined,
        reason: status === 'lost' ? cells.text('reason') : undefined,
        modifiedAt: cells.instant('modifiedAt', zone),
      });
    },
    key: ({ record }) => record,
    // Where rows say when they were true, the newest stays, in whatever order they stand.
    told: ({ modifiedAt, ...content }) => ({ moment: modifiedAt, content }),
    openStage: ({ status, stage, closedOn }) =>
      status === 'open'
        ? { stage, isPast: closedOn !== undefined && closedOn < edge.today }
        : undefined,
    plan: async (rows, after) => {
      const ids = rows.map(({ record }) => recordIdOf(edge, record, 'deal'));
      const deals = await edge.rows({ projection: 'deal', collection: 'deal', ids }, after);
      const products = await productsByName(
        edge,
        rows.flatMap(({ product }) => product ?? []),
        after,
      );
      const plans = await Promise.all(
        rows.map((row, place) =>
          orRejection(async () => {
            const desired = await resolved(edge, products, row);
            const { modifiedAt, ...content } = row;
            const record = recordNameOf(edge, row.record);
            const source = present({ ...sourceOf(edge, record, content), modifiedAt });
            return planOf(`deal/${ids[place]}`, { desired, source, shown: deals.rows[place] });
          }),
        ),
      );
      return { plans, sequence: deals.sequence };
    },
  };
}

type Look = {
  readonly desired: DesiredDeal;
  readonly source: Source;
  readonly shown: Row | undefined;
};

function planOf(subject: string, { desired, source, shown }: Look): Plan {
  if (shown === undefined) {
    return { subject, version: 0, previousHash: '', steps: planDeal(desired, undefined, source) };
  }
  const { facts } = dealRow(shown).state;
  const { currency: value = facts.currency } = desired;
  if (value !== facts.currency) {
    throw new ImportProblem('row-currency-changed', { value, currency: facts.currency });
  }
  const current = currentOf(shown);
  const steps = isStale(facts.source, source) ? [] : planDeal(desired, current, source);
  return { subject, version: current.version, previousHash: current.sourceHash, steps };
}

/** The day in the ledger's time zone of the instant at which a record was made. */
export function createdOn(cells: Cells, zone: string, ledgerZone: string): string | undefined {
  const instant = cells.instant('createdAt', zone);
  return instant === undefined ? undefined : todayIn(ledgerZone, instant);
}

function currencyOf(cells: Cells): string | undefined {
  const value = cells.text('currency');
  if (value === undefined || isCurrency(value)) return value;
  throw new ImportProblem('row-currency-unknown', { field: 'currency', value });
}

function statusOf(stage: string, { won, lost }: Mapping): DesiredDeal['status'] {
  const name = stage.toLowerCase();
  if (won.includes(name)) return 'won';
  return lost.includes(name) ? 'lost' : 'open';
}

type Days = Pick<DesiredDeal, 'status' | 'openedOn' | 'closedOn'>;

/** What the deal's rule would refuse once its other steps are recorded is refused here, by the file's own column. */
function demandDays(edge: ImportEdge, { status, openedOn, closedOn }: Days): void {
  const { today, firstDay } = edge;
  const demand = (field: string, value: string, since?: string): void => {
    if (dayFault(value, { today, firstDay, openedOn: since }) === undefined) return;
    const from = since ?? firstDay;
    throw new ImportProblem('row-day-out-of-range', { field, value, from, to: today });
  };
  if (openedOn !== undefined) demand('openedOn', openedOn);
  if (status === 'open') return;
  if (closedOn === undefined) throw new ImportProblem('row-field-missing', { field: 'closedOn' });
  demand('closedOn', closedOn, openedOn);
}

async function resolved(
  edge: ImportEdge,
  products: ReadonlyMap<string, string>,
  row: PipelineRow,
): Promise<DesiredDeal> {
  const { customer, product } = row;
  return present({
    ...factsOf(row),
    salesperson: await salespersonNamed(edge, row.salesperson),
    customer: customer === undefined ? undefined : await customerNamed(edge, customer),
    product: product === undefined ? undefined : productNamed(products, product),
  });
}

function factsOf({
  record: _,
  modifiedAt: __,
  ...facts
}: PipelineRow): Omit<PipelineRow, 'record' | 'modifiedAt'> {
  return facts;
}

/** What the ledger shows of the deal, in the row's terms; amounts in the currency's full decimals. */
function currentOf(row: Row): CurrentDeal {
  const { version, state } = dealRow(row);
  const { owner, customer, products, stage, openedOn, expectedCloseOn, source } = state.facts;
  const { channel, probabilityBp } = state.facts;
  const { amountMinor, currency } = state.status === 'won' ? state.won : state.facts;
  return present({
    version,
    sourceHash: source?.hash ?? '',
    salesperson: creditedAlone(state) ?? owner,
    owner,
    status: state.status,
    stage: stage ?? '',
    product: products.length === 1 ? products[0]?.product : undefined,
    customer,
    openedOn,
    closedOn: endOf(state) ?? expectedCloseOn,
    expectedCloseOn,
    channel,
    probabilityBp,
    reason: state.status === 'lost' ? state.lost.reason : undefined,
    value: amountMinor === undefined ? undefined : decimalOf(amountMinor, currency),
  });
}

/** Who holds a win's whole primary credit; undefined where it is shared, which a row cannot say. */
function creditedAlone(state: DealState): string | undefined {
  if (state.status !== 'won') return undefined;
  const [first, ...others] = state.won.primary;
  return others.length === 0 ? first?.salesperson : undefined;
}

function endOf(state: DealState): string | undefined {
  if (state.status === 'won') return state.won.closedOn;
  return state.status === 'lost' ? state.lost.lostOn : undefined;
}

/** With all the decimals that the currency has. @throws ImportProblem where it can't be an amount of a deal */
function fullAmount(value: string, currency: string): string {
  const minor = isCurrency(currency) ? minorOf(value, currency) : undefined;
  if (typeof minor !== 'number') {
    throw new ImportProblem('row-amount-decimals', { field: 'value', value, currency });
  }
  if (minor < 0) throw new ImportProblem('row-amount-negative', { field: 'value', value });
  return decimalOf(minor, currency);
}
