// What a writer is made of, and whom it tells.
import { type EventLog } from '@ledger/event-log';
import { type Environment, type Model } from '@ledger/ledger';
import { type WriterMeter } from '../metrics/writer-meter.js';
import { type Tracing } from '../tracing/tracing.js';
import { type WriterState } from '../writer-state/writer-state.js';
import { type WriterLimits } from './limits.js';

export type WriterOptions = {
  readonly partition: number;
  readonly log: EventLog;
  readonly state: WriterState;
  readonly model: Model;
  readonly environment: Environment;
  readonly limits?: Partial<WriterLimits>;
  /** Counts its work, perhaps that of other writers as well. */
  readonly meter?: WriterMeter;
  /** Off, if not given. */
  readonly tracing?: Tracing;
  /** Told when the writer can't go on and only a new start can learn what the log holds; by default ends the process. */
  readonly onFatal?: (error: unknown) => void;
  /** Told when another process has taken the partition over; `start` takes it back. */
  readonly onSteppedDown?: () => void;
};

/** What `onFatal` does by default. */
export function endProcess(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
