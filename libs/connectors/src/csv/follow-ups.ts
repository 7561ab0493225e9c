// Reads a dated list once before its import: a row's end is an assignment to nothing only where no other row of the same
// person follows. Keeps the days on which each person's rows start.
import { addDays } from '@ledger/ledger';
import { type Cells, cellsOf } from './cells.js';
import { type CsvFile, columnsOf } from './csv-file.js';
import { ImportProblem } from './import-problem.js';
import { type Mapping } from './mapping.js';

export type FollowUps = {
  /** True where another row of the person starts after `from`, on `until` or before. */
  follows(salesperson: string, from: string, until: string): boolean;
};

export async function followUpsOf(file: CsvFile, mapping: Mapping): Promise<FollowUps> {
  const starts = new Map<string, string[]>();
  const columns = columnsOf(file.header, mapping);
  if (columns.has('effectiveOn') && columns.has('endsOn')) {
    for await (const { cells } of file.stream()) {
      const [salesperson, from] = startOf(cellsOf(cells, columns, mapping));
      if (salesperson === undefined || from === undefined) continue;
      starts.set(salesperson, [...(starts.get(salesperson) ?? []), from]);
    }
  }
  return {
    follows: (salesperson, from, until) =>
      (starts.get(salesperson) ?? []).some((start) => start > from && start <= until),
  };
}

/** Nothing where the row can't be read: it is refused when its turn comes. */
function startOf(cells: Cells): readonly [string?, string?] {
  try {
    return [cells.text('salesperson'), cells.date('effectiveOn')];
  } catch (error) {
    if (error instanceof ImportProblem) return [];
    throw error;
  }
}

export type Dates = { readonly effectiveOn?: string; readonly until?: string };

/** The days of a row. @throws ImportProblem where it ends without or before its start */
export function datesOf(cells: Cells, { ends = 'last-day' }: Mapping): Dates {
  const effectiveOn = cells.date('effectiveOn');
  const endsOn = cells.date('endsOn');
  if (endsOn === undefined) return effectiveOn === undefined ? {} : { effectiveOn };
  if (effectiveOn === undefined)
    throw new ImportProblem('row-field-missing', { field: 'effectiveOn' });
  const until = ends === 'last-day' ? addDays(endsOn, 1) : endsOn;
  if (until > effectiveOn) return { effectiveOn, until };
  throw new ImportProblem('row-ends-before', { endsOn, effectiveOn });
}
