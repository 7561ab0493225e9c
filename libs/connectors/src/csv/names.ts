// From names and record keys, as files write them, to the ledger's ids.
import { Rejection } from '@ledger/ledger';
import { idPattern } from '@ledger/sales';
import { ImportProblem } from './import-problem.js';
import { type ImportEdge } from './planner.js';

/** @throws ImportProblem where nobody of that name was imported; so do those below */
export async function salespersonNamed(edge: ImportEdge, value: string): Promise<string> {
  const id = await edge.lookUp('salesperson', value);
  if (id !== undefined) return id;
  throw new ImportProblem('row-salesperson-unknown', { value, system: edge.system });
}

export async function customerNamed(edge: ImportEdge, value: string): Promise<string> {
  const id = await edge.lookUp('customer', value);
  if (id !== undefined) return id;
  throw new ImportProblem('row-customer-unknown', { value, system: edge.system });
}

/** A team of that name, else that of the manager of that name. */
export async function teamNamed(edge: ImportEdge, value: string): Promise<string> {
  const id = (await edge.lookUp('named-team', value)) ?? (await edge.lookUp('team', value));
  if (id !== undefined) return id;
  throw new ImportProblem('row-team-unknown', { value, system: edge.system });
}

export async function territoryNamed(edge: ImportEdge, value: string): Promise<string> {
  const id = await edge.lookUp('territory', value);
  if (id !== undefined) return id;
  throw new ImportProblem('row-territory-unknown', { value, system: edge.system });
}

export function productNamed(products: ReadonlyMap<string, string>, value: string): string {
  const id = products.get(value);
  if (id !== undefined) return id;
  throw new ImportProblem('row-product-unknown', { value });
}

/** The id under which a source's record stands in the ledger: its key where that is an id. */
export function recordIdOf(edge: ImportEdge, record: string, prefix: string): string {
  return idPattern.test(record) ? record : `${prefix}-${edge.fingerprint(record).slice(0, 25)}`;
}

/** A record key that is no id may be anything, a person's address too: it is named by its digest only. */
export function recordNameOf(edge: ImportEdge, record: string): string {
  return idPattern.test(record) ? record : edge.fingerprint(record);
}

/** What a planner answers for a row that is refused. */
export async function orRejection<T>(use: () => Promise<T>): Promise<T | Rejection> {
  try {
    return await use();
  } catch (error) {
    if (error instanceof Rejection) return error;
    throw error;
  }
}
