// A wide import: many callers bring a list of deals each, all at once; and what every read model must then add up to.
import { type Random } from '@ledger/connectors';
import { type Api } from '../e2e/testing.js';

/** What rows say, or what read models show. */
export type Counted = {
  readonly deals: number;
  readonly won: number;
  readonly lost: number;
  /** Of the wins, in the ledger's currency. */
  readonly amount: number;
};

type Row = { readonly stage: 'Won' | 'Lost' | 'Engaging'; readonly amount: number };

const header = 'opportunity_id,name,sales_agent,deal_stage,engage_date,close_date,close_value';
/** A name is sealed, under keys that each deal has to itself. */
const mapping = { columns: { title: ['name'] } };
/** A deal is opened, and mostly won or lost: six of ten, and three of ten. */
const entriesPerDeal = 1.9;

export type Wide = { readonly callers: number; readonly entriesMin: number };

/** Resolves when every caller has its answer, to what the rows said. */
export async function importWide(
  places: readonly Api[],
  { callers, entriesMin }: Wide,
  random: Random,
): Promise<Counted> {
  const rowsEach = Math.ceil(entriesMin / entriesPerDeal / callers);
  const lists = Array.from({ length: callers }, () =>
    Array.from({ length: rowsEach }, () => someRow(random)),
  );
  await Promise.all(
    lists.map(async (rows, caller) => {
      const place = places[caller % places.length];
      const csv = [header, ...rows.map((row, n) => lineOf(`W-${caller}-${n}`, row))].join('\n');
      const last = (await place?.import('acme', 'preset=pipeline', csv, mapping))?.at(-1);
      const entries = rows.reduce((sum, { stage }) => sum + (stage === 'Engaging' ? 1 : 2), 0);
      const totals = { rows: rowsEach, recorded: rowsEach, refused: 0, entries };
      expect(last).toMatchObject({ kind: 'end', totals });
    }),
  );
  const all = lists.flat();
  const of = (wanted: Row['stage']): readonly Row[] => all.filter(({ stage }) => stage === wanted);
  const [won, lost] = [of('Won'), of('Lost')];
  const amount = won.reduce((sum, row) => sum + row.amount, 0);
  return { deals: all.length, won: won.length, lost: lost.length, amount };
}

function someRow(random: Random): Row {
  const place = random.unit();
  const stage = place < 0.6 ? 'Won' : place < 0.9 ? 'Lost' : 'Engaging';
  return { stage, amount: random.whole(1, 99_999) };
}

function lineOf(id: string, { stage, amount }: Row): string {
  const ending = stage === 'Engaging' ? ',' : `2026-03-02,${amount}`;
  return `${id},Deal ${id},Ada,${stage},2026-02-01,${ending}`;
}

/** What rows of the list of deals add up to. */
export async function listedIn(api: Api): Promise<Counted> {
  const all: Deal[] = [];
  await eachPage<{ readonly deals: readonly Deal[] }>(api, '/acme/deals?', ({ deals }) => {
    all.push(...deals.map(({ status, won }) => ({ status, ...(won && { won }) })));
  });
  const of = (wanted: string): readonly Deal[] => all.filter(({ status }) => status === wanted);
  const amount = of('won').reduce((sum, { won }) => sum + Number(won?.amount), 0);
  return { deals: all.length, won: of('won').length, lost: of('lost').length, amount };
}

/** What boards count, which know nothing of that list. */
export async function rankedIn(api: Api): Promise<Counted> {
  const board = async (metric: string): Promise<number> => {
    const path = `/acme/leaderboards/${metric}?period=2026-Q1`;
    const { rows, total } = (await api.get(path)) as Board;
    expect(rows.map(({ value }) => value)).toEqual([total]); // all of it is one person's
    return Number(total);
  };
  return {
    deals: await board('deals-opened'),
    won: await board('deals-won'),
    lost: await board('deals-lost'),
    amount: await board('sales-amount'),
  };
}

/** How many entries the audit trail tells, of one type or of all. */
export async function auditedIn(api: Api, type?: string): Promise<number> {
  const asked = type === undefined ? '' : `type=${type}&`;
  let count = 0;
  type Entries = { readonly entries: readonly unknown[] };
  await eachPage<Entries>(api, `/acme/audit?${asked}`, ({ entries }) => (count += entries.length));
  return count;
}

type Deal = { readonly status: string; readonly won?: { readonly amount: string } };
type Board = {
  readonly rows: readonly { readonly value: string }[];
  readonly total: string | null;
};

async function eachPage<T extends object>(
  api: Api,
  path: string,
  see: (page: T) => void,
): Promise<void> {
  let cursor = '';
  do {
    const page = (await api.get(`${path}limit=1000${cursor}`)) as T & { readonly cursor?: string };
    see(page);
    cursor = page.cursor === undefined ? '' : `&cursor=${encodeURIComponent(page.cursor)}`;
  } while (cursor !== '');
}
