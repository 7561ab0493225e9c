// Which entry stands at an offset, and where a ledger's entries stand. Entries of one ledger at consecutive offsets make
// a run; only its first entry has rows here, so a ledger that is written alone costs nothing.
import { type EntryRecord, sequenceMax } from '@ledger/ledger';
import { type Environment } from './environment.js';

export type Run = {
  readonly ledger: string;
  readonly firstSequence: number;
  readonly offset: number;
};

export type Runs = {
  /** Writes the runs that begin in a batch; inside a commit. */
  put(runs: readonly Run[]): void;
  /** The run of offset `first` and those that begin up to `last`, by offset. */
  covering(first: number, last: number): readonly Run[];
  /** The ledger's runs that hold the sequences `from` to `to`, in order. */
  of(ledger: string, from: number, to: number): readonly Run[];
  /** The ledger's last run that begins up to offset `end`. */
  last(ledger: string, end: number): Run | undefined;
  /** The last offset, at most `end`, of the run that begins at `offset`. */
  lastOffset(offset: number, end: number): number;
  /** Every ledger with an entry up to offset `end`, sorted. */
  ledgers(end: number): readonly string[];
};

export function runIndex({ runs, switches }: Environment): Runs {
  function upTo(ledger: string, sequence: number, end: number): Run | undefined {
    const range = { start: [ledger, sequence], end: [ledger, 0], reverse: true };
    for (const { key, value: offset } of runs.getRange(range)) {
      if (offset <= end) return { ledger, firstSequence: key[1], offset };
    }
    return undefined;
  }

  return {
    put: (begun) => {
      for (const { ledger, firstSequence, offset } of begun) {
        void runs.put([ledger, firstSequence], offset);
        void switches.put(offset, [ledger, firstSequence]);
      }
    },
    covering: (first, last) => {
      const found: Run[] = [];
      const before = { start: first, end: 0, reverse: true, limit: 1 };
      const within = { start: first, end: last, exclusiveStart: true, inclusiveEnd: true };
      for (const range of [before, within]) {
        for (const { key, value } of switches.getRange(range)) {
          found.push({ ledger: value[0], firstSequence: value[1], offset: key });
        }
      }
      return found;
    },
    of: (ledger, from, to) => {
      const first = upTo(ledger, from, Infinity);
      if (first === undefined) return [];
      const start = [ledger, first.firstSequence];
      const found: Run[] = [];
      for (const { key, value } of runs.getRange({
        start,
        end: [ledger, to],
        inclusiveEnd: true,
      })) {
        found.push({ ledger, firstSequence: key[1], offset: value });
      }
      return found;
    },
    last: (ledger, end) => upTo(ledger, sequenceMax, end),
    lastOffset: (offset, end) => {
      const after = { start: offset, end: end + 1, exclusiveStart: true, limit: 1 };
      for (const next of switches.getKeys(after)) return next - 1;
      return end;
    },
    ledgers: (end) => {
      const found: string[] = [];
      for (let start: [string, number] | undefined = ['', 0]; start !== undefined;) {
        let next: [string, number] | undefined;
        for (const { key, value: offset } of runs.getRange({ start, limit: 1 })) {
          if (offset <= end) found.push(key[0]);
          next = [key[0], sequenceMax + 1];
        }
        start = next;
      }
      return found;
    },
  };
}

/** The runs that `entries` begin when the first of them gets the offset `first`, after an entry of `ledgerBefore`. */
export function runsBegun(
  entries: readonly EntryRecord[],
  first: number,
  ledgerBefore: string | undefined,
): readonly Run[] {
  const begun: Run[] = [];
  let current = ledgerBefore;
  for (const [index, { ledger, sequence }] of entries.entries()) {
    if (ledger !== current) begun.push({ ledger, firstSequence: sequence, offset: first + index });
    current = ledger;
  }
  return begun;
}
