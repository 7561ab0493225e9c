// Who writes to a partition: takes it over, appends, and finds out whether another writer has taken it over since.
// The log itself decides that, never an error code: a fenced producer sees five different ones (docs/adr/0016).
import { randomUUID } from 'node:crypto';
import { type EntryRecord } from '@ledger/ledger';
import { type Message } from 'kafkajs';
import { continuation } from '../continuation.js';
import { type Halt } from '../entry-index.js';
import { LogError } from '../event-log.js';
import { halted } from '../halt.js';
import { brokerCode, closedError, readFailure, reasonOf } from './failure.js';
import { type PartitionReader } from './partition-reader.js';
import { type PartitionProducer } from './producer.js';
import { entryMessage, entryMessageBytes, recordOf, writerOpenedMessage } from './record.js';
import { type KafkaLimits, sendBytesMax } from './settings.js';

export type PartitionWriterOptions = {
  readonly partition: number;
  readonly reader: PartitionReader;
  newProducer(): PartitionProducer;
  /** A ledger's last sequence, of everything that stands in the log when it is asked. */
  head(ledger: string): Promise<number>;
  /** Of this partition, as far as it was looked through for `head`. */
  halts(): Promise<readonly Halt[]>;
  readonly limits: KafkaLimits;
};

/** `unsure`: was the writer, and an outcome is unknown. */
type State = 'none' | 'active' | 'unsure';

export class PartitionWriter {
  private state: State = 'none';
  private producer: PartitionProducer | undefined;
  /** Of this writer's take-overs, also of those whose outcome is unknown. */
  private readonly nonces = new Set<string>();
  private readonly heads = new Map<string, number>();
  private readonly halts = new Map<string, Halt>();
  private sureMs = 0;
  private writtenEnd = 0;
  private appending: Promise<void> | undefined;
  private isClosed = false;

  constructor(private readonly options: PartitionWriterOptions) {}

  /** The offset after the last record that this writer knows to be committed. */
  get end(): number {
    return this.writtenEnd;
  }

  async takeOver(): Promise<void> {
    if (this.state === 'active') return;
    if (this.state === 'unsure') {
      await this.settled();
      await this.demandUnfenced();
    }
    this.discard();
    const nonce = randomUUID();
    this.nonces.add(nonce);
    const { partition } = this.options;
    try {
      this.producer = this.options.newProducer();
      const at = await this.producer.transact([[writerOpenedMessage(nonce, partition)]]);
      await this.readBack(nonce, at);
      this.heads.clear();
      this.wrote(at);
    } catch (error) {
      this.discard();
      throw readFailure(`partition ${partition} is not taken over`, error);
    }
    if (this.isClosed) {
      this.discard();
      throw closedError();
    }
    this.state = 'active';
  }

  /** Appends nothing more to that ledger. */
  halt(halt: Halt): void {
    this.halts.set(halt.ledger, halt);
  }

  async append(entries: readonly EntryRecord[]): Promise<void> {
    if (this.appending !== undefined) throw new Error('an append has not ended yet');
    this.appending = this.appendNext(entries).finally(() => (this.appending = undefined));
    await this.appending;
  }

  /** Lets an append end first, so that its caller is told the truth; every step of it is bounded. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.appending?.catch(() => undefined); // who appends is told
    this.state = 'none';
    this.discard();
  }

  private async appendNext(entries: readonly EntryRecord[]): Promise<void> {
    const { producer } = this;
    if (this.state !== 'active' || producer === undefined) throw this.notOwner();
    if (entries.length === 0) return this.demandSure();
    await this.learnHeads(entries);
    this.demandSound(entries);
    const heads = await this.continued(entries);
    try {
      this.wrote(await producer.transact(this.sendsOf(entries)));
    } catch (error) {
      throw this.failure(error);
    }
    for (const [ledger, head] of heads) this.heads.set(ledger, head);
  }

  /**
   * Who sees a gap may have missed what another writer recorded: it asks the log who the writer is, for Kafka never would be
   * asked, and where the ledgers end, for what it remembers is then old.
   */
  private async continued(entries: readonly EntryRecord[]): Promise<ReadonlyMap<string, number>> {
    try {
      return continuation(entries, (ledger) => this.heads.get(ledger) ?? 0);
    } catch (error) {
      if (!(error instanceof LogError) || error.code !== 'gap') throw error;
      for (const { ledger } of entries) this.heads.delete(ledger);
      await this.demandUnfenced();
      throw error;
    }
  }

  private wrote(last: number): void {
    this.writtenEnd = Math.max(this.writtenEnd, last + 1);
    this.sureMs = performance.now();
  }

  private failure(error: unknown): LogError {
    this.discard();
    this.state = 'unsure';
    const message = `partition ${this.options.partition}: ${reasonOf(error)}`;
    if (brokerCode(error) === 'MESSAGE_TOO_LARGE') {
      return new LogError('too-large', message, 'not-appended', false, { cause: error });
    }
    return new LogError('io', message, 'unknown', true, { cause: error });
  }

  private notOwner(): LogError {
    if (this.isClosed) return closedError();
    const message = `partition ${this.options.partition} is not taken over`;
    return new LogError('not-owner', message, 'not-appended', false);
  }

  private settled(): Promise<void> {
    const { settleMs } = this.options.limits;
    return new Promise((resolve) => setTimeout(resolve, settleMs * (0.5 + Math.random())));
  }

  private async demandSure(): Promise<void> {
    const { sureMsMax } = this.options.limits;
    if (performance.now() - this.sureMs >= sureMsMax) await this.demandUnfenced();
  }

  /**
   * Reads, only reads, to the last stable offset, which tells who the writer is. Behind its own last commit is enough:
   * whoever took over before that would have fenced it.
   */
  private async demandUnfenced(): Promise<void> {
    const { reader, partition } = this.options;
    let latest: string | undefined;
    const askedMs = performance.now();
    for (let offset = this.writtenEnd; ;) {
      const { messages, next, stableEnd } = await reader.fetch(offset, 0);
      for (const message of messages) {
        const record = recordOf(message);
        if (record.kind === 'writer-opened') latest = record.nonce;
      }
      offset = next;
      if (offset >= stableEnd) break;
    }
    if (latest !== undefined && !this.nonces.has(latest)) {
      this.state = 'none';
      this.discard();
      const message = `another writer has taken partition ${partition} over`;
      throw new LogError('fenced', message, 'not-appended', false);
    }
    this.sureMs = askedMs;
  }

  /** Once it can be read, everything before it is decided, and nothing of an earlier writer can come any more. */
  private async readBack(nonce: string, at: number): Promise<void> {
    const { reader, limits } = this.options;
    const until = performance.now() + limits.stepMsMax;
    while (performance.now() < until) {
      const { messages } = await reader.fetch(at, limits.idleMs);
      for (const message of messages) {
        const record = recordOf(message);
        if (record.kind === 'writer-opened' && record.nonce === nonce) return;
      }
    }
    throw new Error('its own record does not come back');
  }

  private async learnHeads(entries: readonly EntryRecord[]): Promise<void> {
    const unknown = new Set<string>();
    for (const { ledger } of entries) if (!this.heads.has(ledger)) unknown.add(ledger);
    if (unknown.size === 0) return;
    const learn = async (ledger: string): Promise<void> => {
      this.heads.set(ledger, await this.options.head(ledger));
    };
    await Promise.all([...unknown].map(learn));
    for (const halt of await this.options.halts()) this.halt(halt);
  }

  private demandSound(entries: readonly EntryRecord[]): void {
    if (this.halts.size === 0) return;
    for (const { ledger } of entries) {
      const halt = this.halts.get(ledger);
      if (halt !== undefined) throw halted(halt);
    }
  }

  private sendsOf(entries: readonly EntryRecord[]): readonly (readonly Message[])[] {
    const sends: Message[][] = [];
    let current: Message[] = [];
    let room = 0;
    for (const entry of entries) {
      const bytes = entryMessageBytes(entry);
      if (bytes > room) {
        sends.push((current = []));
        room = sendBytesMax;
      }
      current.push(entryMessage(entry, this.options.partition));
      room -= bytes;
    }
    return sends;
  }

  private discard(): void {
    this.producer?.kill();
    this.producer = undefined;
  }
}
