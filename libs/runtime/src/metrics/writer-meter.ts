// What a writer counts of its work. Plain numbers: Prometheus' client reads them when it is asked, and not before.
import { GatewayError, Rejection } from '@ledger/ledger';
import { Distribution } from './distribution.js';
import { Tally } from './tally.js';

/**
 * `accepted`: recorded now; `unchanged`: there was nothing to record; `repeated`: answered from the record; `refused`: by a
 * rule, whose code is counted, too; `busy`, `not-recorded`, `unknown`: to be sent again; `failed`: a defect.
 */
export type CommandOutcome =
  | 'accepted'
  | 'unchanged'
  | 'repeated'
  | 'refused'
  | 'busy'
  | 'not-recorded'
  | 'unknown'
  | 'failed';

export const appendSecondsBounds = [
  0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];
export const batchBounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

export class WriterMeter {
  /** By type, outcome and code of refusal. */
  readonly commands = new Tally();
  readonly appendSeconds = new Distribution(appendSecondsBounds);
  readonly batchCommands = new Distribution(batchBounds);
  readonly batchEntries = new Distribution(batchBounds);
  /** By what is known of it: `not-appended` or `unknown`. */
  readonly appendFailures = new Tally();

  /** A command's answer, whatever it is. Commands sent together count as one, under the first one's type. */
  settled(type: string, outcome: CommandOutcome, code = ''): void {
    this.commands.add(type, outcome, code);
  }

  failed(type: string, error: unknown): void {
    if (error instanceof Rejection) this.settled(type, 'refused', error.rule);
    else if (error instanceof GatewayError) this.settled(type, outcomes[error.code]);
    else this.settled(type, 'failed');
  }

  appended(seconds: number, { commands, entries }: { commands: number; entries: number }): void {
    this.appendSeconds.add(seconds);
    this.batchCommands.add(commands);
    this.batchEntries.add(entries);
  }
}

const outcomes = {
  busy: 'busy',
  'not-recorded': 'not-recorded',
  'outcome-unknown': 'unknown',
} as const;
