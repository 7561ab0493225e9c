// The report of an import: the file's own columns, so that refused rows can be corrected and fed again, and what became of each.
// It is written beside its place and takes it at the end: a run that fails leaves an earlier report, and a person's work in it.
import { randomBytes } from 'node:crypto';
import { type BigIntStats } from 'node:fs';
import { type FileHandle, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { say } from '@ledger/ledger';
import { type RowReport } from '@ledger/connectors';
import { Exit, exitCodes } from './exit.js';
import { unwritable } from './file-problem.js';
import { type Given } from './given.js';

export type ReportFile = {
  header(names: readonly string[]): Promise<void>;
  row(report: RowReport): Promise<void>;
  /** Puts it in its place, or answers why it could not be written: not earlier, for rows are being recorded. */
  finish(): Promise<Exit | undefined>;
  /** Leaves what stood in its place; what was answered stays beside it, whose path is the answer, unless that is nothing. */
  abandon(): Promise<string | undefined>;
};

/** In the folder where one stands; the report of a report is counted, so that names do not grow. */
export function reportNameOf(file: string): string {
  const name = basename(file);
  const [, list, number = '1'] = /^(.+)\.report(?:-(\d+))?\.csv$/.exec(name) ?? [];
  return list === undefined ? `${name}.report.csv` : `${list}.report-${Number(number) + 1}.csv`;
}

/**
 * Opens what the report is written to first.
 * @param inputs files that it must not take the place of
 * @throws Exit where it can't be written there
 */
export async function openReport(
  given: Given,
  path: string,
  inputs: readonly string[],
): Promise<ReportFile> {
  const standing = await stat(path, { bigint: true }).catch(() => undefined);
  for (const input of inputs) {
    if (standing === undefined || !isSame(standing, await stat(input, { bigint: true }))) continue;
    throw new Exit(exitCodes.unusable, given.speak('errorReportIsInput', { file: path, input }));
  }
  try {
    // A terminal or a pipe has no place beside it and nothing to lose.
    if (standing !== undefined && !standing.isFile()) {
      return reportOn(given, path, { handle: await open(path, 'w') });
    }
    if (standing !== undefined) await (await open(path, 'r+')).close(); // a protected one is not replaced either
    const place = standing === undefined ? path : await realpath(path);
    const beside = `${place}.${randomBytes(4).toString('hex')}.partial`;
    return reportOn(given, path, { handle: await open(beside, 'wx'), moved: { beside, place } });
  } catch (error) {
    throw unwritable(given, path, error);
  }
}

function isSame(one: BigIntStats, other: BigIntStats): boolean {
  return one.dev === other.dev && one.ino === other.ino;
}

/** A file's time is that of the kernel's last tick, which is before the clock's. */
const clockMsOff = 1_000;

/** What runs that were killed left beside it says nothing any more: this run has answered every row. */
async function removeStale(place: string, startedMs: number): Promise<void> {
  const folder = dirname(place);
  const name = basename(place);
  for (const one of await readdir(folder)) {
    if (!one.startsWith(`${name}.`) || !/^[0-9a-f]{8}\.partial$/.test(one.slice(name.length + 1)))
      continue;
    const path = join(folder, one);
    const found = await stat(path).catch(() => undefined); // gone: another run took it
    if (found !== undefined && found.mtimeMs < startedMs - clockMsOff)
      await rm(path, { force: true });
  }
}

type Target = {
  readonly handle: FileHandle;
  readonly moved?: { readonly beside: string; readonly place: string };
};

/** Cells that a spreadsheet would run as a formula get a leading apostrophe, which an import takes off again. */
function reportOn(given: Given, path: string, { handle, moved }: Target): ReportFile {
  const rows = stringify({ bom: true });
  let failure: { readonly error: unknown } | undefined;
  let answered = 0;
  const startedMs = Date.now();
  const written = pipeline(rows, handle.createWriteStream()).catch((error: unknown) => {
    failure = { error };
  });
  const write = async (cells: readonly string[]): Promise<void> => {
    // A full disk stops the report and not the import: its result is told, and then this.
    if (failure !== undefined || rows.write(cells.map(harmless))) return;
    await Promise.race([once(rows, 'drain'), written]);
  };
  const ended = async (): Promise<void> => {
    rows.end();
    await written;
  };
  return {
    header: (names) =>
      write(['outcome', 'code', 'message', 'subject', 'entries', 'line', ...names]),
    row: ({ outcome, code, text, values, subject, entries, line, cells }) => {
      answered += 1;
      const message = text === undefined ? '' : say(text, given.language, values);
      const answer = [outcome, code ?? '', message, subject ?? '', String(entries), String(line)];
      return write([...answer, ...cells]);
    },
    finish: async () => {
      await ended();
      if (failure === undefined && moved !== undefined) {
        await rename(moved.beside, moved.place).catch((error: unknown) => {
          failure = { error };
        });
      }
      if (failure === undefined) {
        if (moved !== undefined) await removeStale(moved.place, startedMs);
        return undefined;
      }
      if (moved !== undefined) await rm(moved.beside, { force: true });
      return unwritable(given, path, failure.error);
    },
    abandon: async () => {
      await ended();
      if (moved === undefined) return undefined;
      if (answered > 0 && failure === undefined) return moved.beside;
      await rm(moved.beside, { force: true });
      return undefined;
    },
  };
}

function harmless(cell: string): string {
  const formula = /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell);
  return formula ? `'${cell}` : cell;
}
