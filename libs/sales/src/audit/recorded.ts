// A recorded period as a range of sequences: time never goes back within a ledger, so its ends are found by halving.
import { isDate, todayIn } from '@ledger/ledger';
import { type View } from '@ledger/read-store';
import { type Recorded } from './asked.js';
import { entryAt } from './trail.js';

/** Sequences, both included; empty where `first` lies above `last`. */
export type Range = { readonly first: number; readonly last: number };

/** Some twenty reads for each end in a ledger of a million entries. */
export async function rangeOf(view: View, recorded: Recorded, timeZone: string): Promise<Range> {
  const { from, to } = recorded;
  const last = view.truth.sequence;
  const isBefore = (time: string, end: string): boolean => momentOf(end, time, timeZone) < 0;
  const isAfter = (time: string, end: string): boolean => momentOf(end, time, timeZone) > 0;
  return {
    first: from === undefined ? 1 : await firstWhere(view, (time) => !isBefore(time, from)),
    last: to === undefined ? last : (await firstWhere(view, (time) => isAfter(time, to))) - 1,
  };
}

/** Below zero: the time lies before the end; a date is the whole business day in the ledger's time zone. */
function momentOf(end: string, time: string, timeZone: string): number {
  if (!isDate(end)) return Date.parse(time) - Date.parse(end);
  const day = todayIn(timeZone, time);
  if (day === end) return 0;
  return day < end ? -1 : 1;
}

/** The first sequence from which `holds` is true; one past the last where it never is. */
async function firstWhere(view: View, holds: (time: string) => boolean): Promise<number> {
  let low = 1;
  let high = view.truth.sequence + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const entry = await entryAt(view, middle);
    if (entry === undefined) throw new Error(`the trail has no entry ${middle}`);
    if (holds(entry.time)) high = middle;
    else low = middle + 1;
  }
  return low;
}
