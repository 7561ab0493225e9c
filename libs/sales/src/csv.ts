// Declares a list as one that can be had as CSV: the edge does the rest.
import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension, ApiQuery } from '@ledger/openapi';

export type CsvColumns = {
  /** Of the file; that of the list where absent. */
  readonly name?: string;
  /** A list in each row that gives a line for each of its elements. */
  readonly each?: string;
};

/**
 * `@CsvParts('page', { person: ['name'], 'won.deals': ['deal'] })`: of an answer that holds more than one list, the path of
 * each list or object and what its lines tell. The first column, `part`, says to which of them a line belongs.
 */
export function CsvParts(
  name: string,
  parts: { readonly [path: string]: readonly string[] },
): MethodDecorator {
  return csvOf({ name, parts }, [...new Set(['part', ...Object.values(parts).flat()])]);
}

/**
 * `@CsvList('deals', ['deal', 'won.closedOn'])`: the answer's field that holds the list, and paths of its rows' fields,
 * which are the heads of the columns, too. A list on a path is joined by "; ".
 */
export function CsvList(
  rows: string,
  columns: readonly string[],
  { name = rows, each }: CsvColumns = {},
): MethodDecorator {
  return csvOf({ name, rows, columns, ...(each === undefined ? {} : { each }) }, columns);
}

function csvOf(csv: object, heads: readonly string[]): MethodDecorator {
  return applyDecorators(
    RouteConfig({ csv }),
    ApiExtension('x-csv-columns', heads),
    ApiQuery({
      name: 'format',
      required: false,
      enum: ['json', 'csv'],
      description: 'Wins over Accept, which may name text/csv, too',
    }),
  );
}
