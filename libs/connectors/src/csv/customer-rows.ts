// Rows of an account list become customers. The name is personal: it names the record only as a keyed digest.
import { present } from '@ledger/sales';
import { type Row } from '@ledger/ledger';
import { type ImportEdge, type Plan, type PlannedStep, type Planner, sourceOf } from './planner.js';

export type CustomerRow = {
  readonly customer: string;
  readonly industry?: string;
  readonly region?: string;
  readonly segment?: string;
};

export function customerPlanner(edge: ImportEdge): Planner<CustomerRow> {
  return {
    read: (cells) => {
      const [industry, region, segment] = ['industry', 'region', 'segment'].map(cells.text);
      return { customer: cells.required('customer'), ...present({ industry, region, segment }) };
    },
    key: ({ customer }) => customer,
    plan: async (rows, after) => {
      const ids = await Promise.all(
        rows.map(({ customer }) => edge.claim('customer', customer, 'cust')),
      );
      const wanted = { projection: 'customer', collection: 'customer', ids };
      const seen = await edge.rows(wanted, after);
      const plans = rows.map((row, place) => planOf(edge, row, ids[place] ?? '', seen.rows[place]));
      return { plans, sequence: seen.sequence };
    },
  };
}

function planOf(edge: ImportEdge, row: CustomerRow, id: string, current: Row | undefined): Plan {
  const { customer, ...facts } = row;
  const source = sourceOf(edge, edge.fingerprint(customer), row);
  const previousHash = hashOf(current);
  const step = (): PlannedStep[] => {
    if (previousHash === source.hash) return [];
    if (current === undefined) {
      return [{ type: 'RegisterCustomer', data: { name: customer, ...facts, source } }];
    }
    const changes = present(
      Object.fromEntries(
        Object.entries(facts).map(([name, value]) => [
          name,
          current[name] === value ? undefined : value,
        ]),
      ),
    );
    if (Object.keys(changes).length === 0) return [];
    return [{ type: 'ChangeCustomer', data: { ...changes, source } }];
  };
  return { subject: `customer/${id}`, version: versionOf(current), previousHash, steps: step() };
}

/** The version that a read model's row shows; 0 where there is none. */
export function versionOf(row: Row | undefined): number {
  const version = row?.['version'];
  return typeof version === 'number' ? version : 0;
}

/** The hash of the row that was imported last; empty where there was none. */
export function hashOf(row: Row | undefined): string {
  const source = row?.['source'];
  if (typeof source !== 'object' || source === null || !('hash' in source)) return '';
  return typeof source.hash === 'string' ? source.hash : '';
}
