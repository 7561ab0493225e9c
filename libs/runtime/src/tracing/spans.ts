// What spans of batches say: which part of the log, how much, and for which commands.
import { type EntryRecord, type SealedSubmission } from '@ledger/ledger';
import { type FoldedThing } from '../projection/fold-surroundings.js';
import { type OpenBatch } from '../projection/open-batch.js';
import { type Batch } from '../writer/batch.js';
import { type WriterOptions } from '../writer/writer-options.js';
import { type Cause, commandSpanIdOf } from './trace-ids.js';
import { type EndSpan, type SpanAttributes, type Tracing, untold } from './tracing.js';

/** Of a batch that was done for more, so many are linked; how many there were is told. */
const causesMax = 32;

/** Appends a batch to the log. Rejects as the log does. */
export function appended(
  { log, partition, tracing }: Pick<WriterOptions, 'log' | 'partition' | 'tracing'>,
  { decided, records }: Batch,
): Promise<void> {
  if (tracing?.isOn !== true) return log.append(partition, records);
  const end = tracing.work({
    name: 'append',
    causes: decided.slice(0, causesMax).map(({ pending }) => causeOf(pending.submission)),
    attributes: {
      'sales_ledger.partition': partition,
      'sales_ledger.commands': decided.length,
      ...rangeOf(records),
    },
  });
  return log.append(partition, records).then(
    () => end(),
    (error: unknown) => {
      end({ failed: true });
      throw error;
    },
  );
}

/** A command that another service sent here to be decided. */
export function decideSpan(tracing: Tracing | undefined, submission: SealedSubmission): EndSpan {
  if (tracing?.isOn !== true) return untold;
  const { type, ledger } = submission.command;
  const attributes = { 'sales_ledger.ledger': ledger, 'sales_ledger.command': type };
  return tracing.work({ name: `decide ${type}`, causes: [causeOf(submission)], attributes });
}

/** A batch of entries that were folded and are on their way into the read store. */
export function foldSpan(
  tracing: Tracing | undefined,
  thing: FoldedThing,
  batch: OpenBatch,
): EndSpan {
  if (tracing?.isOn !== true) return untold;
  const { projection, build } = thing;
  const { records, begunMs } = batch;
  return tracing.work({
    name: `fold ${projection.name}`,
    causes: causesIn(records),
    begunMs,
    attributes: {
      'sales_ledger.projection': projection.name,
      'sales_ledger.build': build,
      ...rangeOf(records),
    },
  });
}

export function causeOf({ sender, commandId }: SealedSubmission): Cause {
  return { correlationId: sender.correlationId, commandId };
}

/** Several entries of one command are one cause. */
function causesIn(records: readonly EntryRecord[]): readonly Cause[] {
  const causes = new Map<string, Cause>();
  for (const { bytes } of records.slice(0, causesMax)) {
    // They were decoded already, so they are entries.
    const wire = JSON.parse(Buffer.from(bytes).toString()) as WireCause;
    const cause = { correlationId: wire.correlationid, commandId: wire.commandid };
    causes.set(commandSpanIdOf(cause), cause);
  }
  return [...causes.values()];
}

type WireCause = { readonly correlationid: string; readonly commandid: string };

/** Sequences mean something within one ledger only. */
function rangeOf(records: readonly EntryRecord[]): SpanAttributes {
  const entries = { 'sales_ledger.entries': records.length };
  const [first] = records;
  const last = records.at(-1);
  if (first === undefined || last === undefined) return entries;
  if (records.some(({ ledger }) => ledger !== first.ledger)) return entries;
  return {
    ...entries,
    'sales_ledger.ledger': first.ledger,
    'sales_ledger.sequence.first': first.sequence,
    'sales_ledger.sequence.last': last.sequence,
  };
}
