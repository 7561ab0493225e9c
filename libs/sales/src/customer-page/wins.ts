// What a customer bought and who sold it, from the deals that it won last.
import { decimalOf } from '@ledger/ledger';
import { type View } from '@ledger/read-store';
import { type WonDealState } from '../deal/deal.events.js';
import { type DealRow, dealCollection, dealRow } from '../deal/deal.projection.js';
import { type Parts, partOf } from '../deal/parts.js';
import { namesOf } from '../kpi/members.js';
import { type Views } from '../kpi/views.js';
import { type ShareAnswer, type WinAnswer, type WonAnalysis } from './customer-page.answers.js';

/** So many won deals of a customer are read, those won last. */
const winsMax = 1_000;
const sharesMax = 100;

export type Win = { readonly id: string; readonly row: DealRow; readonly state: WonDealState };
export type Wins = { readonly wins: readonly Win[]; readonly isCut: boolean };

export async function winsOf(view: View, customer: string): Promise<Wins> {
  const { rows, cursor } = await view.find({
    ...wonBy(customer),
    descending: true,
    limit: winsMax,
  });
  const wins = rows.flatMap(({ id, row }) => {
    const found = dealRow(row);
    return found.state.status === 'won' ? [{ id, row: found, state: found.state }] : [];
  });
  return { wins, isCut: cursor !== undefined };
}

/** The earliest one of all, however many there are. */
export async function firstWinOf(view: View, customer: string): Promise<WinAnswer | null> {
  const { rows } = await view.find({ ...wonBy(customer), limit: 1 });
  const [first] = rows;
  return first === undefined ? null : { deal: first.id, closedOn: dealRow(first.row).on };
}

export function lastWinOf({ wins: [last] }: Wins): WinAnswer | null {
  return last === undefined ? null : { deal: last.id, closedOn: last.row.on };
}

export async function analysisOf(
  views: Views,
  { wins, isCut }: Wins,
  currency: string,
): Promise<WonAnalysis> {
  const ofLines = sharesOf(wins, ({ won, reversed }) =>
    won.lines.map(({ product, amountMinor }) => left(product, amountMinor, reversed.lines)),
  );
  const ofCredits = sharesOf(wins, ({ won, reversed }) =>
    won.primary.map(({ salesperson, amountMinor }) =>
      left(salesperson, amountMinor, reversed.primary),
    ),
  );
  return {
    products: await told(views, 'product', { shares: ofLines, currency }),
    salespeople: await told(views, 'salesperson', { shares: ofCredits, currency }),
    isCut,
  };
}

function wonBy(customer: string): {
  readonly collection: string;
  readonly index: string;
  readonly prefix: readonly string[];
} {
  return { collection: dealCollection, index: 'by-customer', prefix: [customer, 'won'] };
}

type Part = { readonly id: string; readonly amountMinor: number };
type Share = Part & { readonly deals: number };

function left(id: string, amountMinor: number, reversed: Parts): Part {
  return { id, amountMinor: amountMinor - partOf(reversed, id) };
}

function sharesOf(
  wins: readonly Win[],
  partsOf: (state: WonDealState) => readonly Part[],
): readonly Share[] {
  const shares = new Map<string, Share>();
  for (const { state } of wins) {
    for (const { id, amountMinor } of partsOf(state)) {
      const share = shares.get(id) ?? { id, amountMinor: 0, deals: 0 };
      shares.set(id, {
        id,
        amountMinor: share.amountMinor + amountMinor,
        deals: share.deals + 1,
      });
    }
  }
  return [...shares.values()].sort(
    (a, b) => b.amountMinor - a.amountMinor || (a.id < b.id ? -1 : 1),
  );
}

async function told(
  views: Views,
  kind: 'product' | 'salesperson',
  { shares, currency }: { readonly shares: readonly Share[]; readonly currency: string },
): Promise<readonly ShareAnswer[]> {
  const shown = shares.slice(0, sharesMax);
  const ids = shown.map(({ id }) => id);
  const names = await namesOf(views, kind, ids);
  return shown.map(({ id, amountMinor, deals }) => ({
    id,
    name: names.get(id) ?? null,
    amount: decimalOf(amountMinor, currency),
    deals,
  }));
}
