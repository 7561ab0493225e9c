// The way from an edge to the writer of a ledger, whichever service it lives in: straight through where it is this one.
import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import {
  type ChannelReply,
  type ChannelRequest,
  type CommandChannel,
  ChannelError,
  channelBytesMax,
} from '@ledger/event-log';
import {
  type Acknowledgement,
  type CommandGateway,
  type Environment,
  GatewayError,
  type SealedSubmission,
} from '@ledger/ledger';
import { decideSpan } from '../tracing/spans.js';
import { ended } from '../tracing/traced.gateway.js';
import { type Tracing } from '../tracing/tracing.js';
import { busy, outcomeUnknown } from '../writer/gateway-errors.js';
import { reject } from '../writer/writer.rejections.js';
import { type Writers } from '../writer/writers.js';
import { read, written } from './outcome-wire.js';

export type RoutedGatewayOptions = {
  readonly channel: CommandChannel;
  readonly writers: Writers;
  readonly partitionOf: (ledger: string) => number;
  readonly environment: Pick<Environment, 'now'>;
  /** Commands on their way at once; more are turned away. */
  readonly awayMax?: number;
  /** How long an answer may take; then the caller is told that the outcome is not known. */
  readonly waitMsMax?: number;
  /** Off, if not given. */
  readonly tracing?: Tracing;
};

type Waiting = {
  resolve(acknowledgement: Promise<Acknowledgement>): void;
  reject(error: Error): void;
  readonly timer: NodeJS.Timeout;
};

const awayMaxDefault = 10_000;
const waitMsMaxDefault = 10_000;

export class RoutedGateway implements CommandGateway {
  private readonly logger = new Logger('Routing');
  private readonly waiting = new Map<string, Waiting>();

  constructor(private readonly options: RoutedGatewayOptions) {}

  /** From now on this service decides for the partitions that fall to it. */
  async join(): Promise<void> {
    const { channel, writers } = this.options;
    await channel.join({
      assigned: (partitions) => writers.assign(partitions),
      request: (request) => void this.serve(request),
      reply: (reply) => this.settle(reply),
      warm: () => writers.warm,
    });
  }

  submit(submission: SealedSubmission): Promise<Acknowledgement> {
    const { writers, partitionOf, awayMax = awayMaxDefault } = this.options;
    const partition = partitionOf(submission.command.ledger);
    if (writers.isMine(partition)) return writers.submit(submission);
    if (this.waiting.size >= awayMax) {
      writers.meter.cameBack('busy');
      return Promise.reject(busy());
    }
    return this.sendAway(partition, submission);
  }

  private async sendAway(
    partition: number,
    submission: SealedSubmission,
  ): Promise<Acknowledgement> {
    const { channel, environment, waitMsMax = waitMsMaxDefault } = this.options;
    const body = JSON.stringify(submission);
    demandRoom(body);
    const id = randomUUID();
    const answer = this.answerTo(id, waitMsMax);
    const request: ChannelRequest = {
      id,
      partition,
      replyTo: channel.service,
      untilMs: environment.now() + waitMsMax,
      body,
    };
    // Not waited for: while the brokers are silent the caller's own time runs out first.
    channel.send(request).catch((error: unknown) => this.failed(id, unsent(error)));
    return answer;
  }

  private answerTo(id: string, waitMsMax: number): Promise<Acknowledgement> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => this.failed(id, outcomeUnknown());
      this.waiting.set(id, { resolve, reject, timer: setTimeout(giveUp, waitMsMax) });
    });
  }

  private settle({ id, body }: ChannelReply): void {
    const waiting = this.taken(id);
    if (waiting === undefined) return;
    this.options.writers.meter.cameBack('answered');
    waiting.resolve(read(body));
  }

  private failed(id: string, error: Error): void {
    const waiting = this.taken(id);
    if (waiting === undefined) return;
    const isUnknown = error instanceof GatewayError && error.code === 'outcome-unknown';
    this.options.writers.meter.cameBack(isUnknown ? 'unknown' : 'busy');
    waiting.reject(error);
  }

  /** Undefined where it is too late, and its caller was told so. */
  private taken(id: string): Waiting | undefined {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    clearTimeout(waiting?.timer);
    return waiting;
  }

  /** Decides what another service was asked. What nobody waits for any more is not begun. */
  private async serve({ id, replyTo, untilMs, body }: ChannelRequest): Promise<void> {
    const { channel, writers, environment, tracing } = this.options;
    if (environment.now() > untilMs) return;
    try {
      const submission = JSON.parse(body) as SealedSubmission; // only a service of this installation writes them
      const endSpan = decideSpan(tracing, submission);
      const decided = ended(() => writers.submit(submission), endSpan);
      await channel.answer(replyTo, { id, body: await written(decided) });
    } catch (error) {
      this.logger.error(`request ${id} of ${replyTo} has no answer: ${String(error)}`);
    }
  }
}

/** @throws Rejection */
function demandRoom(body: string): void {
  const bytes = Buffer.byteLength(body);
  if (bytes > channelBytesMax) throw reject('command-too-large', { bytes, max: channelBytesMax });
}

/** A request that was not certainly lost may still be decided. */
function unsent(error: unknown): Error {
  if (!(error instanceof ChannelError)) {
    return error instanceof Error ? error : new Error(String(error));
  }
  return error.code === 'io' ? outcomeUnknown() : busy();
}
