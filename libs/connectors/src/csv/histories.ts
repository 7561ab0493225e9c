// What a dated row of a salesperson list changes in the history that the ledger shows. Pure: the histories are their own memory,
// so the same rows again change nothing.
import { type Row } from '@ledger/ledger';

export type HeldFrom = { readonly from: string; readonly value: string | null };

/** `null`: from that day on nothing. */
export type Assignment = { readonly value: string | null; readonly effectiveOn: string };

/** What shall hold: from a day on, until a day where it ends. */
export type Span = {
  readonly value: string;
  readonly from: string;
  /** The first day on which it no longer holds; absent: until something else does. */
  readonly until?: string;
  /** Something else follows by then, so nothing need end it. */
  readonly isFollowed: boolean;
};

/** A row's effective-dated history, oldest first; empty where there is none. */
export function historyOf(row: Row | undefined, field: string): readonly HeldFrom[] {
  const history: unknown = row?.[field];
  return Array.isArray(history) ? history.filter(isHeld) : [];
}

function isHeld(item: unknown): item is HeldFrom {
  return (
    typeof item === 'object' &&
    item !== null &&
    'from' in item &&
    typeof item.from === 'string' &&
    'value' in item &&
    (item.value === null || typeof item.value === 'string')
  );
}

export function latest(history: readonly HeldFrom[]): string | null {
  return history.at(-1)?.value ?? null;
}

/** What is missing for the span to hold. A day before the last one is asked for too: the ledger refuses it by its rule. */
export function missingFor(history: readonly HeldFrom[], span: Span): readonly Assignment[] {
  const { value, from, until } = span;
  const starts = heldOn(history, from) === value ? [] : [{ value, effectiveOn: from }];
  if (until === undefined) return starts;
  const next = history.find((held) => held.from > from && held.from <= until);
  // It was said to end, and lasts longer: the end is taken back, which only the last assignment can be.
  const endedEarly = next?.value === null && next.from < until && next === history.at(-1);
  const lasts = endedEarly ? [{ value, effectiveOn: next.from }] : [];
  const isOver = span.isFollowed || (next !== undefined && !endedEarly);
  return [...starts, ...lasts, ...(isOver ? [] : [{ value: null, effectiveOn: until }])];
}

function heldOn(history: readonly HeldFrom[], date: string): string | null {
  return history.findLast((held) => held.from <= date)?.value ?? null;
}
