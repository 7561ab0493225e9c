// Rows of a survey's answers become feedback. What a customer said is not changed afterwards: a row that says something else
// than before is sent all the same, and the ledger refuses it by its rule (feedback-exists).
import {
  type Score,
  feedbackProjection,
  feedbackRow,
  isStale,
  present,
  scaleNames,
} from '@ledger/sales';
import { type Row } from '@ledger/ledger';
import { type Cells } from './cells.js';
import { ImportProblem } from './import-problem.js';
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
export type SurveyRow = {
  readonly record: string;
  readonly receivedOn: string;
  readonly kind: string;
  readonly score?: { readonly scale: string; readonly value: number };
  readonly comment?: string;
  readonly salesperson?: string;
  readonly customer?: string;
  readonly deal?: string;
  readonly product?: string;
  readonly channel?: string;
  /** ISO instant: an older record changes nothing. */
  readonly modifiedAt?: string;
};

export function feedbackPlanner(edge: ImportEdge, timeZone = edge.timeZone): Planner<SurveyRow> {
  return {
    read: (cells) => {
      const receivedOn = cells.date('receivedOn');
      if (receivedOn === undefined) {
        throw new ImportProblem('row-field-missing', { field: 'receivedOn' });
      }
      return present({
        record: cells.required('record'),
        receivedOn,
        kind: (cells.text('kind') ?? 'survey').toLowerCase(),
        score: scoreOf(cells),
        comment: cells.text('comment'),
        salesperson: cells.text('salesperson'),
        customer: cells.text('customer'),
        deal: cells.text('deal'),
        product: cells.text('product'),
        channel: cells.text('channel'),
        modifiedAt: cells.instant('modifiedAt', timeZone),
      });
    },
    key: ({ record }) => record,
    plan: async (rows, after) => {
      const ids = rows.map(({ record }) => recordIdOf(edge, record, 'fb'));
      const { name: projection } = feedbackProjection;
      const seen = await edge.rows({ projection, collection: 'feedback', ids }, after);
      const names = rows.flatMap(({ product }) => product ?? []);
      const products = await productsByName(edge, names, after);
      const plans = await Promise.all(
        rows.map((row, place) => {
          const subject = `feedback/${ids[place]}`;
          const shown = seen.rows[place];
          return orRejection(() => planOf(edge, row, { subject, shown, products }));
        }),
      );
      return { plans, sequence: seen.sequence };
    },
  };
}

type Look = {
  readonly subject: string;
  readonly shown: Row | undefined;
  readonly products: ReadonlyMap<string, string>;
};

async function planOf(
  edge: ImportEdge,
  row: SurveyRow,
  { subject, shown, products }: Look,
): Promise<Plan> {
  const { modifiedAt, ...content } = row;
  const record = recordNameOf(edge, row.record);
  const source = present({ ...sourceOf(edge, record, content), modifiedAt });
  const current = shown === undefined ? undefined : feedbackRow(shown);
  const last = current?.state.source;
  const plan = { subject, version: current?.version ?? 0, previousHash: last?.hash ?? '' };
  if (last?.hash === source.hash || isStale(last, source)) return { ...plan, steps: [] };
  const { kind, score, comment, receivedOn, salesperson, customer, deal, product, channel } = row;
  const data = present({
    ...{ kind, score, comment, receivedOn, channel },
    salesperson: salesperson === undefined ? undefined : await salespersonNamed(edge, salesperson),
    customer: customer === undefined ? undefined : await customerNamed(edge, customer),
    deal: deal === undefined ? undefined : recordIdOf(edge, deal, 'deal'),
    product: product === undefined ? undefined : productNamed(products, product),
    source,
  });
  return { ...plan, steps: [{ type: 'ReceiveFeedback', data }] };
}

/** From the column of a scale, or from one for the scale and one for the score. */
function scoreOf(cells: Cells): SurveyRow['score'] {
  const [first, second] = [...scaleNames, 'score'].flatMap((field) => {
    const value = wholeOf(cells, field);
    return value === undefined ? [] : [{ field, value }];
  });
  if (first === undefined) return undefined;
  if (second !== undefined) {
    throw new ImportProblem('row-score-several', { first: first.field, second: second.field });
  }
  const { field, value } = first;
  return { scale: field === 'score' ? cells.required('scale').toLowerCase() : field, value };
}

function wholeOf(cells: Cells, field: string): Score['value'] | undefined {
  const value = cells.text(field);
  if (value === undefined) return undefined;
  if (/^\d{1,3}(\.0+)?$/.test(value)) return Number(value);
  throw new ImportProblem('row-score', { field, value });
}
