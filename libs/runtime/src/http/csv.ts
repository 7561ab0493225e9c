// Lists as CSV for spreadsheets: the same answer as JSON, its truth and next cursor in headers. A route declares its
// columns; which form a caller wants is settled before the controller sees the request.
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { stringify } from 'csv-stringify/sync';
import { EdgeProblem } from './edge-problem.js';

export type CsvList = {
  /** Of the file. */
  readonly name: string;
  /** The answer's field that holds the list. */
  readonly rows: string;
  /** Paths of fields, such as `won.closedOn`: heads of the columns, too. A list on the way is joined by "; ". */
  readonly columns: readonly string[];
  /** A list in each row that gives a line for each of its elements. */
  readonly each?: string;
};

/** Of an answer that holds more than one list: the path of each list or object, and the columns that its lines fill. */
export type CsvParts = {
  readonly name: string;
  readonly parts: { readonly [path: string]: readonly string[] };
};

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly csv?: CsvList | CsvParts;
  }
}

type Fields = { readonly [field: string]: unknown };

/**
 * Where the caller wants CSV: `?format=csv`, or Accept names text/csv before JSON.
 * @throws EdgeProblem for another format
 */
export function csvWanted({
  routeOptions,
  query,
  headers,
}: FastifyRequest): CsvList | CsvParts | undefined {
  const { csv } = routeOptions.config;
  if (csv === undefined) return undefined;
  const { format } = fieldsOf(query);
  if (format === undefined) return prefersCsv(headers.accept) ? csv : undefined;
  if (format !== 'csv' && format !== 'json') {
    const problem = { pointer: '/format', rule: 'isIn', values: { 0: 'csv, json' } } as const;
    throw new EdgeProblem('fields-invalid', { count: 1 }, [problem]);
  }
  Reflect.deleteProperty(fieldsOf(query), 'format'); // it is no field of the question
  return format === 'csv' ? csv : undefined;
}

/** Has the answer sent as CSV. */
export function sendAsCsv(reply: FastifyReply, answer: unknown, list: CsvList | CsvParts): void {
  const { cursor, more } = fieldsOf(answer);
  if (typeof cursor === 'string') reply.header('sales-ledger-next-cursor', cursor);
  if (more === true) reply.header('sales-ledger-more', 'true');
  reply.header('content-type', 'text/csv; charset=utf-8; header=present');
  reply.header('content-disposition', `attachment; filename="${list.name}.csv"`);
  reply.serializer(() => csvText(answer, list));
}

/** With a byte order mark, without which spreadsheets do not read Chinese. */
export function csvText(answer: unknown, list: CsvList | CsvParts): string {
  const lines = 'parts' in list ? linesOfParts(answer, list) : linesOfList(answer, list);
  return stringify([...lines], { bom: true });
}

type Lines = readonly (readonly string[])[];

function linesOfList(answer: unknown, { rows, columns, each }: CsvList): Lines {
  const found = fieldsOf(answer)[rows];
  if (!Array.isArray(found)) throw new Error(`the answer has no list ${rows}`);
  const lines = found.flatMap((row) => (each === undefined ? [row] : spread(row, each)));
  return [columns, ...lines.map((line) => columns.map((path) => cellOf(line, path)))];
}

/** Each line names its part. What has no value in any column has no line. */
function linesOfParts(answer: unknown, { parts }: CsvParts): Lines {
  const columns = [...new Set(Object.values(parts).flat())];
  const lines = Object.entries(parts).flatMap(([part, own]) =>
    valuesAt(answer, part.split('.'))
      .flatMap((found): readonly unknown[] => (Array.isArray(found) ? found : [found]))
      .map((row) => columns.map((path) => (own.includes(path) ? cellOf(row, path) : '')))
      .filter((cells) => cells.some((cell) => cell !== ''))
      .map((cells) => [part, ...cells]),
  );
  return [['part', ...columns], ...lines];
}

/** The row once for each element of a list in it, and once where that is empty. */
function spread(row: unknown, each: string): readonly unknown[] {
  const list = fieldsOf(row)[each];
  if (!Array.isArray(list) || list.length === 0) return [row];
  return list.map((element: unknown) => ({ ...fieldsOf(row), [each]: element }));
}

function cellOf(row: unknown, path: string): string {
  return harmless(valuesAt(row, path.split('.')).map(textOf).join('; '));
}

function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((element) => valuesAt(element, path));
  const [field, ...rest] = path;
  return field === undefined ? [value] : valuesAt(fieldsOf(value)[field], rest);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What a spreadsheet would run as a formula gets a leading apostrophe; numbers stay numbers. */
function harmless(cell: string): string {
  const isFormula = /^[=+\-@\t\r\n＝＋－＠]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell);
  return isFormula ? `'${cell}` : cell;
}

function prefersCsv(accept = ''): boolean {
  const wanted = accept.split(',', 20).map((part) => part.trim().toLowerCase());
  const csv = wanted.findIndex((part) => /^text\/csv\b(?!.*;\s*q=0(\.0*)?$)/.test(part));
  const json = wanted.findIndex((part) => part.startsWith('application/json'));
  return csv >= 0 && (json < 0 || csv < json);
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
