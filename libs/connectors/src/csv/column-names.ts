// A person mends a file by its own columns: what is wrong with a row names them, not our fields.
import { ImportProblem } from './import-problem.js';

/** Fields of commands that no column is called by → the fields of ours that they come from, the first that the file has. */
const origins: { readonly [property: string]: readonly string[] } = {
  name: ['salesperson', 'product', 'customer', 'team', 'territory'],
  amount: ['value'],
  expectedCloseOn: ['closedOn'],
  lostOn: ['closedOn'],
  products: ['product'],
  probabilityBp: ['probability'],
};

/** Runs `use`; a problem with a field that the file has a column for is told by that column. */
export function inOwnWords<T>(
  header: readonly string[],
  columns: ReadonlyMap<string, number>,
  use: () => T,
): T {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof ImportProblem)) throw error;
    const { field } = error.detail;
    if (typeof field !== 'string') throw error;
    const known = [field, ...(origins[field] ?? [])].find((name) => columns.has(name));
    const column = known === undefined ? undefined : header[columns.get(known) ?? -1];
    throw column === undefined ? error : error.with({ field: column.trim() });
  }
}
