// Hands over what is said from now on to one service, read without a group: replies are of use to the one that waits only.
import { type KafkaMessage } from 'kafkajs';
import { LogError } from '../event-log.js';
import { type PartitionReader } from './partition-reader.js';

const idleMs = 1_000;
const pauseMs = 250;

export class ReplyReader {
  private isClosed = false;
  private reading: Promise<void> | undefined;
  private isFailing = true;

  constructor(
    private readonly reader: PartitionReader,
    private readonly reply: (message: KafkaMessage) => void,
    private readonly onTrouble: (error: unknown) => void,
  ) {}

  /** Resolves once nothing that is said later can be missed. */
  async start(): Promise<void> {
    this.reading = this.read(await this.reader.stableEnd());
    this.isFailing = false;
  }

  get isUp(): boolean {
    return !this.isFailing;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.reader.close();
    await this.reading;
  }

  private async read(from: number): Promise<void> {
    let offset = from;
    while (!this.isClosed) {
      try {
        const { messages, next } = await this.reader.fetch(offset, idleMs);
        for (const message of messages) this.reply(message);
        offset = next;
        this.isFailing = false;
      } catch (error) {
        if (this.isClosed) return;
        this.isFailing = true;
        this.onTrouble(error);
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        // What was said before it is deleted, or the topic is a new one: nobody waits for that any more.
        if (isOutOfRange(error)) offset = await this.reader.stableEnd().catch(() => offset);
      }
    }
  }
}

function isOutOfRange(error: unknown): boolean {
  return error instanceof LogError && error.code === 'corrupt';
}
