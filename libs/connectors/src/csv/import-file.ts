// Which planner a file needs.
import { unreachable } from '@ledger/ledger';
import { columnsOf } from './csv-file.js';
import { customerPlanner } from './customer-rows.js';
import { dealPlanner } from './deal-rows.js';
import { feedbackPlanner } from './feedback-rows.js';
import { followUpsOf } from './follow-ups.js';
import { leadPlanner } from './lead-rows.js';
import { type ListImport, importList } from './list-import.js';
import { organizationPlanner } from './organization-rows.js';
import { productPlanner } from './product-rows.js';
import { type ImportTotals } from './report.js';
import { targetPlanner } from './target-rows.js';

/** Imports every row of the file. @throws what is neither a rule's refusal nor a row's problem; it ends the import */
export async function importFile(run: ListImport): Promise<ImportTotals> {
  const { edge, mapping, file } = run;
  switch (mapping.kind) {
    case 'organization':
      return importList(run, organizationPlanner(edge, mapping, await followUpsOf(file, mapping)));
    case 'products':
      return importList(run, productPlanner(edge, mapping));
    case 'customers':
      return importList(run, customerPlanner(edge));
    case 'pipeline':
      return importList(run, dealPlanner(edge, mapping));
    case 'targets':
      return importList(run, targetPlanner(edge, mapping, columnsOf(file.header, mapping)));
    case 'feedback':
      return importList(run, feedbackPlanner(edge, mapping.timeZone));
    case 'leads':
      return importList(run, leadPlanner(edge, mapping));
    default:
      return unreachable(mapping.kind);
  }
}
