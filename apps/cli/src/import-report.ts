// The report of an import: the file's own columns, so that refused rows can be corrected and fed again, and what became of each.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { type Language, say } from '@ledger/ledger';
import { type RowReport } from '@ledger/connectors';

export type ReportFile = {
  header(names: readonly string[]): Promise<void>;
  row(report: RowReport): Promise<void>;
  close(): Promise<void>;
};

/** Cells that a spreadsheet would run as a formula get a leading apostrophe, which an import takes off again. */
export function reportFile(path: string, language: Language): ReportFile {
  const rows = stringify({ bom: true });
  const written = pipeline(rows, createWriteStream(path));
  const write = async (cells: readonly string[]): Promise<void> => {
    if (!rows.write(cells.map(harmless))) await Promise.race([once(rows, 'drain'), written]);
  };
  return {
    header: (names) =>
      write(['outcome', 'code', 'message', 'subject', 'entries', 'line', ...names]),
    row: ({ outcome, code, text, values, subject, entries, line, cells }) => {
      const message = text === undefined ? '' : say(text, language, values);
      const answer = [outcome, code ?? '', message, subject ?? '', String(entries), String(line)];
      return write([...answer, ...cells]);
    },
    close: async () => {
      rows.end();
      await written;
    },
  };
}

function harmless(cell: string): string {
  const formula = /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell);
  return formula ? `'${cell}` : cell;
}
