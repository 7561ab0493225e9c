// A request that is refused before any decider sees it.
import { type TextValues, type FieldRule } from '@ledger/ledger';
import { type HttpCode, httpTexts } from './http.texts.js';

export type FieldProblem = {
  /** RFC 6901 JSON Pointer into the body; for a query parameter a slash and its name. */
  readonly pointer: string;
  readonly rule: FieldRule;
  readonly values: TextValues;
};

export class EdgeProblem extends Error {
  constructor(
    readonly code: HttpCode,
    readonly values: TextValues = {},
    readonly fields: readonly FieldProblem[] = [],
  ) {
    super(httpTexts[code].en);
    this.name = 'EdgeProblem';
  }
}
