// What a writer counts of its work. Plain numbers: Prometheus' client reads them when it is asked, and not before.
import { GatewayError, Rejection } from '@ledger/ledger';
import { Distribution } from './distribution.js';
import { Tally } from './tally.js';

/**
 * `accepted`: recorded now; `unchanged`: there was nothing to record; `repeated`: answered from the record; `refused`: by a
 * rule, whose code is counted, too; `busy`, `not-recorded`, `unknown`: to be sent again; `failed`: a defect.
 */
export const commandOutcomes = [
  'accepted',
  'unchanged',
  'repeated',
  'refused',
  'busy',
  'not-recorded',
  'unknown',
  'failed',
] as const;
export type CommandOutcome = (typeof commandOutcomes)[number];
/** What is known of an append that failed. */
export const appendOutcomes = ['not-appended', 'unknown'] as const;

/**
 * Why a partition is written here from now on: `assigned`: its first command since it fell to this process; `after-fence`:
 * this process had lost it to another one; `unknown-outcome`: nobody knew what became of an append.
 */
export const takingReasons = ['assigned', 'after-fence', 'unknown-outcome'] as const;
/** Why it is not: it fell to another process, another process wrote to it, or this one ends. */
export const leavingReasons = ['reassigned', 'fenced', 'stopped'] as const;
/** What came of a command that another service decides: its answer, none in time, or too many were under way. */
export const routedOutcomes = ['answered', 'unknown', 'busy'] as const;

export type TakingReason = (typeof takingReasons)[number];
export type LeavingReason = (typeof leavingReasons)[number];
export type RoutedOutcome = (typeof routedOutcomes)[number];

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
  /** Partitions that this process began and ceased to write to, by change and reason. */
  readonly ownership = new Tally();
  /** Commands that other services decide, by what came of them. */
  readonly routed = new Tally();
  private fencedCount = 0;
  private takeOverFailureCount = 0;

  /** How often a writer learnt that another process had taken its partition over. */
  get fenced(): number {
    return this.fencedCount;
  }

  get takeOverFailures(): number {
    return this.takeOverFailureCount;
  }

  tookOver(reason: TakingReason): void {
    this.ownership.add('taken', reason);
  }

  leftOff(reason: LeavingReason): void {
    this.ownership.add('left', reason);
  }

  wasFenced(): void {
    this.fencedCount += 1;
  }

  failedToTakeOver(): void {
    this.takeOverFailureCount += 1;
  }

  cameBack(outcome: RoutedOutcome): void {
    this.routed.add(outcome);
  }

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
