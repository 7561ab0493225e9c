// Reads a CSV file twice: once to know that all of it is readable, then as a stream of rows in constant memory.
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, type Info, parse } from 'csv-parse';
import { ImportProblem } from './import-problem.js';
import { type Mapping } from './mapping.js';
import { columnNumber, isReport, numbered, reportWidth } from './positions.js';

export type CsvRow = {
  /** 1-based line of the file on which the row ends. */
  readonly line: number;
  /** The row as it stands, in the header's order. */
  readonly cells: readonly string[];
};

export type CsvFile = {
  /** The columns' names; `#1`, `#2`, … where the file has none. What a report put before them is left out. */
  readonly header: readonly string[];
  /** Rows without the header. */
  readonly rows: number;
  stream(): AsyncIterable<CsvRow>;
};

/** Bytes that can be read from their start again and again. */
export type Rereadable = { stream(): Readable };

const delimiters = [',', ';', '\t', '|'] as const;
const recordBytesMax = 1_000_000;
const undecodable = 'ERR_ENCODING_INVALID_ENCODED_DATA';

/**
 * @param encoding a WHATWG label such as `utf-8` or `gb18030`
 * @throws ImportProblem where the file as a whole can't be used
 */
export async function openCsv(
  bytes: Rereadable,
  mapping: Mapping,
  encoding: string,
): Promise<CsvFile> {
  const delimiter = mapping.delimiter ?? (await delimiterOf(bytes, mapping, encoding));
  let header: readonly string[] | undefined;
  let lines = 0;
  let named = true;
  let from = 0;
  for await (const { cells } of records(bytes, encoding, delimiter)) {
    lines += 1;
    if (header !== undefined) continue;
    named = hasNames(cells, mapping);
    from = reportWidth(cells);
    header = named ? cells.slice(from) : cells.map((_, place) => columnNumber(place + 1));
  }
  if (header === undefined) throw new ImportProblem('csv-empty', {});
  requireColumns(header, mapping);
  refuseRivals(header, mapping);
  return {
    header,
    rows: named ? lines - 1 : lines,
    stream: async function* () {
      let isNames = named;
      for await (const row of records(bytes, encoding, delimiter)) {
        if (!isNames) yield { line: row.line, cells: row.cells.slice(from) };
        isNames = false;
      }
    },
  };
}

function hasNames(first: readonly string[], { header = true }: Mapping): boolean {
  return header || isReport(first);
}

/** The column of each field that the file has. */
export function columnsOf(
  header: readonly string[],
  mapping: Mapping,
): ReadonlyMap<string, number> {
  const places = new Map([
    ...numbered(header),
    ...header.map((name, place) => [name.trim().toLowerCase(), place] as const),
  ]);
  const columns = new Map<string, number>();
  for (const [field, names] of Object.entries(mapping.columns)) {
    const name = names.find((candidate) => places.has(candidate.toLowerCase()));
    const place = name === undefined ? undefined : places.get(name.toLowerCase());
    if (place !== undefined) columns.set(field, place);
  }
  return columns;
}

function requireColumns(header: readonly string[], mapping: Mapping): void {
  const columns = columnsOf(header, mapping);
  const missing = mapping.required.filter((field) => !columns.has(field));
  if (missing.length === 0) return;
  throw new ImportProblem('csv-columns-missing', {
    missing: missing
      .map((field) => `${field} (${(mapping.columns[field] ?? []).join(' / ')})`)
      .join(', '),
    found: header.join(', ').slice(0, 500),
  });
}

/** Of two columns that could be meant the wrong one would be a wrong figure: the file is refused, a mapping says which. */
function refuseRivals(header: readonly string[], mapping: Mapping): void {
  const names = header.map((name) => name.trim().toLowerCase());
  for (const [field, candidates] of Object.entries(mapping.columns)) {
    const wanted = new Set(candidates.map((candidate) => candidate.toLowerCase()));
    const places = [...names.keys()].filter((place) => wanted.has(names[place] ?? ''));
    const [first, second] = places;
    if (first === undefined || second === undefined) continue;
    const isTwice = new Set(places.map((place) => names[place])).size < places.length;
    throw new ImportProblem(isTwice ? 'csv-column-twice' : 'csv-columns-rival', {
      field,
      columns: places.map((place) => `${header[place]} (${place + 1})`).join(', '),
    });
  }
}

/** The delimiter under which the first line has most of the mapping's columns. */
async function delimiterOf(bytes: Rereadable, mapping: Mapping, encoding: string): Promise<string> {
  let best: string = delimiters[0];
  let found = 0;
  for (const delimiter of delimiters) {
    const first = await firstRecord(bytes, encoding, delimiter);
    const columns = columnsOf(first.slice(reportWidth(first)), mapping).size;
    if (columns > found) [best, found] = [delimiter, columns];
  }
  return best;
}

async function firstRecord(
  bytes: Rereadable,
  encoding: string,
  delimiter: string,
): Promise<readonly string[]> {
  try {
    for await (const { cells } of records(bytes, encoding, delimiter, 1)) return cells;
  } catch (error) {
    // A quoted header can't be read under a wrong delimiter; under the right one the whole file is read next.
    if (!(error instanceof ImportProblem)) throw error;
  }
  return [];
}

async function* records(
  bytes: Rereadable,
  encoding: string,
  delimiter: string,
  limit?: number,
): AsyncIterable<CsvRow> {
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: recordBytesMax,
    ...(limit === undefined ? {} : { to: limit }),
  });
  const source = bytes.stream();
  const feeding = pipeline(source, decoded(encoding), parser).catch((error: unknown) => {
    if (!parser.destroyed)
      parser.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: Info;
    }>) {
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    throw readable(error, encoding);
  } finally {
    source.destroy();
    await feeding;
  }
}

function decoded(encoding: string): Transform {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return new Transform({
    transform: (chunk: Buffer, _, done) => {
      try {
        done(null, decoder.decode(chunk, { stream: true }));
      } catch (error) {
        done(error as Error); // TextDecoder throws TypeError only
      }
    },
    flush: (done) => {
      try {
        done(null, decoder.decode());
      } catch (error) {
        done(error as Error); // as above: a character cut off at the end
      }
    },
  });
}

function readable(error: unknown, encoding: string): unknown {
  if (error instanceof CsvError) {
    const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : '?';
    return new ImportProblem('csv-unreadable', { line, reason: error.message });
  }
  if (isUndecodable(error)) return new ImportProblem('csv-encoding', { encoding });
  return error;
}

function isUndecodable(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === undecodable
  );
}
