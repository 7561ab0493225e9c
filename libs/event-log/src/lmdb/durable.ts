// What is durable: reads that end at the last confirmed offset, for lmdb may show a commit a moment before it is durable.
import { type EntryRecord } from '@ledger/ledger';
import { LogError } from '../event-log.js';
import { halted } from '../halt.js';
import { type Offsets, tailBytesMax } from '../offset-tail.js';
import { type Environment, lastOffset } from './environment.js';
import { type Run, type Runs, runIndex } from './runs.js';

export type Durable = Offsets & {
  /** Of the last entry; undefined where there is none. */
  ledgerAtEnd(): string | undefined;
  headOf(ledger: string): number;
  read(ledger: string, from: number, limit: number): readonly EntryRecord[];
  readEach(ledger: string, sequences: readonly number[]): readonly (EntryRecord | undefined)[];
  ledgers(): readonly string[];
  /** Takes an appended batch in. */
  advance(batch: readonly EntryRecord[], heads: ReadonlyMap<string, number>): void;
};

/** Everything that `environment` holds is durable now. */
export function durable(environment: Environment): Durable {
  const { entries } = environment;
  const runs = runIndex(environment);
  const heads = new Map<string, number>();
  let end = lastOffset(entries);
  let ledgerAtEnd = runs.covering(end, end)[0]?.ledger;

  function scan(first: number, limit: number): readonly EntryRecord[] {
    const last = Math.min(end, first + limit - 1);
    const placeOf = placer(runs.covering(first, last));
    const found: EntryRecord[] = [];
    let bytes = 0;
    for (const { key: offset, value } of entries.getRange({ start: first, end: last + 1 })) {
      if (offset !== first + found.length) break;
      found.push({ ...placeOf(offset), bytes: value });
      bytes += value.byteLength;
      if (bytes >= tailBytesMax) return found;
    }
    const next = first + found.length;
    if (next <= last) throw missing(next, placeOf(next));
    return found;
  }

  function headOf(ledger: string): number {
    const known = heads.get(ledger);
    if (known !== undefined) return known;
    const run = runs.last(ledger, end);
    if (run === undefined) return 0;
    const head = run.firstSequence + runs.lastOffset(run.offset, end) - run.offset;
    heads.set(ledger, head);
    return head;
  }

  function read(ledger: string, from: number, limit: number): readonly EntryRecord[] {
    const last = Math.min(headOf(ledger), from + limit - 1);
    const found: EntryRecord[] = [];
    const places = runs.of(ledger, from, last);
    for (const [index, { firstSequence, offset }] of places.entries()) {
      const lastOfRun = Math.min(last, (places[index + 1]?.firstSequence ?? Infinity) - 1);
      for (let next = from + found.length; next <= lastOfRun; next = from + found.length) {
        found.push(...scan(offset + next - firstSequence, lastOfRun - next + 1));
      }
    }
    return found;
  }

  function readEach(
    ledger: string,
    sequences: readonly number[],
  ): readonly (EntryRecord | undefined)[] {
    const head = headOf(ledger);
    const offsetOf = offsetsOf(ledger, runs, end);
    return sequences.map((sequence) => {
      if (sequence < 1 || sequence > head) return undefined;
      const offset = offsetOf(sequence);
      const bytes = entries.get(offset);
      if (bytes === undefined) throw missing(offset, { ledger, sequence });
      return { ledger, sequence, bytes };
    });
  }

  return {
    end: () => end,
    scan,
    ledgerAtEnd: () => ledgerAtEnd,
    headOf,
    read,
    readEach,
    ledgers: () => runs.ledgers(end),
    advance: (batch, next) => {
      end += batch.length;
      ledgerAtEnd = batch.at(-1)?.ledger ?? ledgerAtEnd;
      for (const [ledger, head] of next) heads.set(ledger, head);
    },
  };
}

/** Says where an entry of the ledger stands; those of one run after another are found with one look. */
function offsetsOf(ledger: string, runs: Runs, end: number): (sequence: number) => number {
  let first = 1;
  let last = 0;
  let before = 0;
  return (sequence) => {
    if (sequence < first || sequence > last) {
      const [run] = runs.of(ledger, sequence, sequence);
      if (run === undefined) throw halted({ ledger, sequence, reason: 'nothing says where it is' });
      before = run.offset - run.firstSequence;
      first = run.firstSequence;
      last = runs.lastOffset(run.offset, end) - before;
    }
    return before + sequence;
  };
}

type Place = Omit<EntryRecord, 'bytes'>;

/** Says whose entry stands at an offset, asked with rising offsets that `runs` cover. */
function placer(runs: readonly Run[]): (offset: number) => Place {
  let index = 0;
  return (offset) => {
    while ((runs[index + 1]?.offset ?? Infinity) <= offset) index += 1;
    const run = runs[index];
    if (run === undefined) throw missing(offset);
    return { ledger: run.ledger, sequence: run.firstSequence + offset - run.offset };
  };
}

/** @param place absent where nobody knows whose it was */
function missing(offset: number, place?: Place): LogError {
  const reason = `the entry at offset ${offset} is missing`;
  if (place !== undefined) return halted({ ...place, reason });
  return new LogError('corrupt', reason, 'not-appended', false);
}
