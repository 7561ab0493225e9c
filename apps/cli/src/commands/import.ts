// `sales-ledger import`: takes a CSV file in and writes an answer for every row.
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { say } from '@ledger/ledger';
import { type ImportLine, type ImportTotals, type RowReport } from '@ledger/connectors';
import { type Client, cutOff, linesOf } from '../client.js';
import { ledgerOf, withClient } from '../connect.js';
import { Exit, exitCodes } from '../exit.js';
import { unreadable } from '../file-problem.js';
import { type ReportFile, openReport, reportNameOf } from '../import-report.js';
import { readable } from '../readable.js';
import { type Speak } from '../language.js';
import { note, print, printJson, progressOf, table } from '../output.js';
import { type Given } from '../given.js';

export type ImportOptions = {
  readonly preset: string;
  readonly ledger?: string;
  readonly mapping?: string;
  readonly alias: readonly string[];
  readonly dates?: string;
  readonly encoding: string;
  readonly system: string;
  readonly dryRun: boolean;
  readonly report?: string;
};

const refusalsShownMax = 10;

export async function importFile(
  given: Given,
  file: string,
  options: ImportOptions,
): Promise<void> {
  await readable(given, file);
  const mapping = await mappingOf(given, options);
  const report = options.report ?? reportNameOf(file);
  let totals: ImportTotals | undefined;
  await withClient(given, async (client) => {
    const ledger = await ledgerOf(given, client, options.ledger);
    totals = await run({ given, client, file, ledger, options, mapping, report });
  });
  if (totals !== undefined && totals.refused > 0) throw new Exit(exitCodes.refused, '');
}

type Run = {
  readonly given: Given;
  readonly client: Client;
  readonly file: string;
  readonly ledger: string;
  readonly options: ImportOptions;
  readonly mapping: object;
  readonly report: string;
};

async function run(run: Run): Promise<ImportTotals> {
  const { given, options, file } = run;
  const inputs = options.mapping === undefined ? [file] : [file, options.mapping];
  const report = await openReport(given, run.report, inputs);
  const refused: RowReport[] = [];
  const totals = await answered(run, report, refused).catch(async (error: unknown) => {
    const kept = await report.abandon();
    if (kept !== undefined) note(given.speak('importAnsweredAt', { file: kept }));
    throw error;
  });
  const unwritten = await report.finish();
  // What was recorded is told whether or not its report could be written.
  const place = unwritten === undefined ? run.report : undefined;
  if (given.json) printJson({ ...totals, dryRun: options.dryRun, report: place ?? null });
  else show(given, { totals, refused, dryRun: options.dryRun, report: place });
  if (unwritten !== undefined) throw unwritten;
  return totals;
}

/** Reads the answer to its end, row by row into the report; the first refusals are kept to be shown. */
async function answered(run: Run, report: ReportFile, refused: RowReport[]): Promise<ImportTotals> {
  const { given } = run;
  const progress = progressOf(({ done, total, rate, left }) =>
    given.speak('importProgress', { rows: done, total, rate, left }),
  );
  let totals: ImportTotals | undefined;
  let rows = 0;
  let total = 0;
  try {
    for await (const line of lines(run)) {
      switch (line.kind) {
        case 'start':
          total = line.rows;
          await report.header(line.header);
          break;
        case 'row':
          rows += 1;
          progress.show(rows, total);
          await report.row(line.row);
          if (line.row.outcome === 'refused' && refused.length < refusalsShownMax) {
            refused.push(line.row);
          }
          break;
        case 'waiting':
          break;
        case 'problem': {
          const { code } = line;
          const detail = say(line.text, given.language, line.values);
          throw new Exit(exitCodes.unreachable, `${detail} (${code})`, { code, detail });
        }
        case 'end':
          totals = line.totals;
          break;
      }
    }
  } finally {
    progress.end();
  }
  if (totals === undefined) throw cutOff(given.speak);
  return totals;
}

async function* lines({ client, file, ledger, options, mapping }: Run): AsyncIterable<ImportLine> {
  const { preset, system, encoding, dryRun } = options;
  const answer = await client.stream(`/v1/ledgers/${ledger}/imports`, {
    method: 'POST',
    query: { preset, system, encoding, dryRun },
    headers: {
      'Content-Type': 'text/csv',
      'Sales-Ledger-Mapping': Buffer.from(JSON.stringify(mapping)).toString('base64url'),
    },
    body: Readable.toWeb(createReadStream(file)) as ReadableStream, // Node's own type for the same thing
  });
  for await (const text of linesOf(answer)) yield JSON.parse(text) as ImportLine; // the API's own type
}

type Outcome = {
  readonly totals: ImportTotals;
  readonly refused: readonly RowReport[];
  readonly dryRun: boolean;
  /** Absent: it could not be written. */
  readonly report?: string | undefined;
};

function show({ speak, language }: Given, { totals, refused, dryRun, report }: Outcome): void {
  for (const row of refused) {
    const message = row.text === undefined ? '' : say(row.text, language, row.values);
    note(speak('importRefusedRow', { line: row.line, message, code: row.code ?? '' }));
  }
  const more = totals.refused - refused.length;
  if (more > 0) note(speak('importRefusedMore', { more }));
  const { rows, recorded, unchanged, entries } = totals;
  const counts = { rows, recorded, unchanged, entries, refused: totals.refused };
  print(speak(dryRun ? 'importDryDone' : 'importDone', counts));
  if (totals.openStages !== undefined) showStages(speak, totals.openStages);
  if (totals.receivedStatuses !== undefined) showStatuses(speak, totals.receivedStatuses);
  if (report !== undefined) print(speak('importReportAt', { file: report }));
}

/** A win under a name that nobody told the import of would be missing from every figure. */
function showStages(speak: Speak, stages: NonNullable<ImportTotals['openStages']>): void {
  print(speak('importStages'));
  print(
    table(
      [speak('columnStage'), speak('columnRows'), speak('columnPastCloseDate')],
      stages.map(({ stage, rows, pastCloseDate }) => [stage, String(rows), String(pastCloseDate)]),
    ),
  );
}

function showStatuses(speak: Speak, statuses: NonNullable<ImportTotals['receivedStatuses']>): void {
  print(speak('importStatuses'));
  const rows = statuses.map(({ status, rows: count }) => [status, String(count)]);
  print(table([speak('columnStatus'), speak('columnRows')], rows));
}

async function mappingOf(given: Given, options: ImportOptions): Promise<object> {
  const file = options.mapping;
  const mapping = file === undefined ? {} : parsed(given, file, await readText(given, file));
  return {
    ...mapping,
    ...(options.dates === undefined ? {} : { dates: options.dates }),
    ...(options.alias.length === 0 ? {} : { aliases: aliasesOf(given, mapping, options.alias) }),
  };
}

/** Pairs join what the mapping file says; what is wrong in the file is said by the server, for HTTP's callers alike. */
function aliasesOf(given: Given, mapping: object, pairs: readonly string[]): object {
  const told: unknown = 'aliases' in mapping ? mapping.aliases : {};
  if (typeof told !== 'object' || told === null || Array.isArray(told)) return { '': told };
  const aliases = new Map<string, unknown>(Object.entries(told));
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const [name, alias] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    if (at < 0 || name === '' || alias === '') {
      const values = { what: '--alias', value: pair, must: given.speak('mustAlias') };
      throw new Exit(exitCodes.unusable, given.speak('errorInvalidValue', values));
    }
    const others = aliases.get(name) ?? [];
    aliases.set(name, Array.isArray(others) ? [...(others as unknown[]), alias] : others);
  }
  return Object.fromEntries(aliases);
}

async function readText(given: Given, file: string): Promise<string> {
  await readable(given, file);
  return readFile(file, 'utf8');
}

function parsed(given: Given, file: string, text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    throw new Error(given.speak('errorNoObject'));
  } catch (error) {
    throw unreadable(given, file, error);
  }
}
