// Lists by page: what a route that reads one can be asked, and how every slice answers it.
import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { type Projection } from '@ledger/ledger';
import { type Find, type ReadModels, type RowWithId, type View } from '@ledger/read-store';
import { present } from './changes.js';
import { After, type TruthBody } from './edge.js';
import { Whole, Words } from './fields.js';

const pageRowsMax = 1000;
export const pageRowsDefault = 100;

/** Field decorator: how many rows there are on a page at most. */
export function Limit(): PropertyDecorator {
  const description = `${pageRowsDefault} where absent`;
  const asked = { optional: true, example: pageRowsDefault, description } as const;
  return applyDecorators(
    Type(() => Number),
    Whole(1, pageRowsMax, asked),
  );
}

/** Field decorator: where the page before ended. */
export function Cursor(charactersMax = 2_000): PropertyDecorator {
  const description = 'From the answer before, with the same other parameters';
  return Words(charactersMax, { optional: true, description });
}

/** Query parameters of a list that nothing else can be asked of. */
export class PageQuery {
  @Limit()
  readonly limit?: number;
  @Cursor()
  readonly cursor?: string;
  @After()
  readonly after?: number;
}

export type PageAsked = {
  readonly projection: Projection;
  readonly ledger: string;
  readonly asked: PageQuery;
  /** Which rows, in which order. */
  readonly find: Omit<Find, 'limit' | 'cursor'>;
};

/** `tell` turns rows into what the answer calls them. */
export function readPage<Told extends object>(
  models: ReadModels,
  { projection, ledger, asked, find }: PageAsked,
  tell: (rows: readonly RowWithId[], view: View) => Told | Promise<Told>,
): Promise<Told & { readonly truth: TruthBody; readonly cursor?: string }> {
  const { limit = pageRowsDefault, cursor: from, after } = asked;
  return models.view(projection.name, ledger, after, async (view) => {
    const { rows, cursor } = await view.find(present({ ...find, limit, cursor: from }));
    return present({ truth: view.truth, ...(await tell(rows, view)), cursor });
  });
}
