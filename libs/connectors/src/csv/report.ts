// Every row gets an answer. Refused rows keep their own cells, so that the report can be corrected and fed again.
import { type Rejection, type Text, type TextValues } from '@ledger/ledger';
import { type OpenStage } from './open-stages.js';
import { type ReceivedStatus } from './received-statuses.js';

export type RowOutcome = 'recorded' | 'unchanged' | 'refused';

export type RowReport = {
  readonly line: number;
  readonly cells: readonly string[];
  readonly outcome: RowOutcome;
  /** `<kind>/<id>`, where the row got that far. */
  readonly subject?: string;
  /** Entries that the row recorded. */
  readonly entries: number;
  readonly code?: string;
  readonly text?: Text;
  readonly values?: TextValues;
};

export type ImportTotals = {
  readonly rows: number;
  readonly recorded: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly entries: number;
  /** The ledger's sequence after the last recorded row; where nothing was recorded, that before the first. */
  readonly sequence: number;
  /** Of a list of deals: the stages that were taken as open, at most 100. */
  readonly openStages?: readonly OpenStage[];
  /** Of a list of leads: the statuses that nobody knows and that were taken as received, at most 100. */
  readonly receivedStatuses?: readonly ReceivedStatus[];
};

export const noTotals: ImportTotals = {
  rows: 0,
  recorded: 0,
  unchanged: 0,
  refused: 0,
  entries: 0,
  sequence: 0,
};

export function refusal(rejection: Rejection): Pick<RowReport, 'code' | 'text' | 'values'> {
  return { code: rejection.rule, text: rejection.text, values: rejection.detail };
}

export function counted(totals: ImportTotals, report: RowReport, sequence: number): ImportTotals {
  return {
    rows: totals.rows + 1,
    recorded: totals.recorded + (report.outcome === 'recorded' ? 1 : 0),
    unchanged: totals.unchanged + (report.outcome === 'unchanged' ? 1 : 0),
    refused: totals.refused + (report.outcome === 'refused' ? 1 : 0),
    entries: totals.entries + report.entries,
    sequence: Math.max(totals.sequence, sequence),
  };
}
