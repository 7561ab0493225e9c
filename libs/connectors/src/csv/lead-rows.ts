// Rows of a list of leads, such as Zoho CRM's export, become leads.
import { type Row } from '@ledger/ledger';
import { isStale, leadProjection, leadRow, present } from '@ledger/sales';
import { type Cells } from './cells.js';
import { createdOn } from './deal-rows.js';
import { type CurrentLead, type DesiredLead, type LeadStatus, planLead } from './lead-plan.js';
import { type Mapping } from './mapping.js';
import { customerNamed, orRejection, recordIdOf, recordNameOf, salespersonNamed } from './names.js';
import { type ImportEdge, type Plan, type Planner, sourceOf } from './planner.js';

/** A row in the source's own terms: names, not ids. */
export type LeadListRow = DesiredLead & {
  readonly record: string;
  /** ISO instant: an older record changes nothing. */
  readonly modifiedAt?: string;
};

export function leadPlanner(edge: ImportEdge, mapping: Mapping): Planner<LeadListRow> {
  const zone = mapping.timeZone ?? edge.timeZone;
  return {
    read: (cells) => {
      const days = present({
        qualifiedOn: cells.date('qualifiedOn'),
        disqualifiedOn: cells.date('disqualifiedOn'),
        convertedOn: cells.date('convertedOn'),
      });
      const status = statusOf(cells, mapping, days);
      const isConverted = status === 'converted';
      return present({
        record: cells.required('record'),
        name: cells.required('name'),
        channel: cells.required('channel'),
        status,
        ...days,
        receivedOn: cells.date('receivedOn') ?? createdOn(cells, zone, edge.timeZone),
        reason: status === 'disqualified' ? reasonOf(cells) : undefined,
        email: cells.text('email'),
        company: cells.text('company'),
        campaign: cells.text('campaign'),
        salesperson: cells.text('salesperson'),
        customer: cells.text('customer'),
        buyer: isConverted ? cells.text('buyer') : undefined,
        deal: isConverted ? cells.text('deal') : undefined,
        modifiedAt: cells.instant('modifiedAt', zone),
      });
    },
    key: ({ record }) => record,
    // Without days: it is the status that says so, not the lack of one.
    receivedStatus: (cells) =>
      statusOf(cells, mapping, {}) === 'received' ? cells.text('status') : undefined,
    plan: async (rows, after) => {
      const ids = rows.map(({ record }) => recordIdOf(edge, record, 'lead'));
      const { name: projection } = leadProjection;
      const seen = await edge.rows({ projection, collection: 'lead', ids }, after);
      const plans = await Promise.all(
        rows.map((row, place) => {
          const look = { subject: `lead/${ids[place]}`, shown: seen.rows[place] };
          return orRejection(() => planOf(edge, row, look));
        }),
      );
      return { plans, sequence: seen.sequence };
    },
  };
}

const yes: ReadonlySet<string> = new Set(['true', 'yes', 'y', '1', '是']);

/** By the flag, the status, or, in a list without statuses, the last turn that has a day. */
function statusOf(
  cells: Cells,
  { qualified = [], disqualified = [], converted = [] }: Mapping,
  days: Pick<DesiredLead, 'qualifiedOn' | 'disqualifiedOn' | 'convertedOn'>,
): LeadStatus {
  if (yes.has((cells.text('isConverted') ?? '').toLowerCase())) return 'converted';
  const status = cells.text('status')?.toLowerCase();
  if (status === undefined) {
    if (days.convertedOn !== undefined) return 'converted';
    if (days.disqualifiedOn !== undefined) return 'disqualified';
    return days.qualifiedOn === undefined ? 'received' : 'qualified';
  }
  if (converted.includes(status)) return 'converted';
  if (disqualified.includes(status)) return 'disqualified';
  return qualified.includes(status) ? 'qualified' : 'received';
}

/** A status such as "Junk Lead" is a reason too. */
function reasonOf(cells: Cells): string {
  return cells.text('reason') ?? cells.text('status') ?? 'unknown';
}

async function planOf(
  edge: ImportEdge,
  row: LeadListRow,
  { subject, shown }: { readonly subject: string; readonly shown: Row | undefined },
): Promise<Plan> {
  const { modifiedAt, ...content } = row;
  const record = recordNameOf(edge, row.record);
  const source = present({ ...sourceOf(edge, record, content), modifiedAt });
  const last = shown === undefined ? undefined : leadRow(shown).state.facts.source;
  const version = shown === undefined ? 0 : leadRow(shown).version;
  const plan = { subject, version, previousHash: last?.hash ?? '' };
  if (isStale(last, source)) return { ...plan, steps: [] };
  const { today } = edge;
  const current = shown === undefined ? undefined : currentOf(shown);
  return { ...plan, steps: planLead(await resolved(edge, row), current, { source, today }) };
}

async function resolved(edge: ImportEdge, row: LeadListRow): Promise<DesiredLead> {
  const { salesperson, customer, buyer, deal } = row;
  return present({
    ...row,
    salesperson: salesperson === undefined ? undefined : await salespersonNamed(edge, salesperson),
    customer: customer === undefined ? undefined : await customerNamed(edge, customer),
    buyer: buyer === undefined ? undefined : await customerNamed(edge, buyer),
    deal: deal === undefined ? undefined : recordIdOf(edge, deal, 'deal'),
  });
}

function currentOf(row: Row): CurrentLead {
  const { facts, ...turns } = leadRow(row).state;
  const { receivedOn, customer: buyer, source } = facts;
  return present({ ...turns, receivedOn, buyer, sourceHash: source?.hash ?? '' });
}
