// The lines of an import's answer.
import { type Text, type TextValues } from '@ledger/ledger';
import { type ImportTotals, type RowReport } from './report.js';

export type ImportLine =
  | { readonly kind: 'start'; readonly header: readonly string[]; readonly rows: number }
  | { readonly kind: 'row'; readonly row: RowReport }
  /** Nothing new for a while: other imports come first, or a store does not answer. Keeps the connection; to be passed over. */
  | { readonly kind: 'waiting' }
  /** The import stopped here; rows before it are recorded, and the same file may be imported again. */
  | {
      readonly kind: 'problem';
      readonly code: string;
      readonly text: Text;
      readonly values: TextValues;
    }
  | { readonly kind: 'end'; readonly totals: ImportTotals };
