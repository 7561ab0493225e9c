// Looks at the checkpoints of all read models where they are stored: none goes back, and none is ahead of what is durable.
import { MongoClient } from 'mongodb';
import {
  type BuildDocument,
  type CheckpointDocument,
  checkpointId,
} from '../../../libs/read-store/src/mongodb/layout.js';
import { PartitionReader } from '../../../libs/event-log/src/kafka/partition-reader.js';
import { defaultKafkaLimits } from '../../../libs/event-log/src/kafka/settings.js';
import { partitions } from '../../e2e/installation.js';
import { databaseUrl, kafkaBrokers } from '../../servers/testing.js';
import { lasting } from '../kafka/office.js';
import { type Placed } from './book.js';

const lookMs = 250;

/** A read model was seen to show an entry, and the log to end there only afterwards. */
type Shown = {
  readonly build: string;
  readonly ledger: string;
  readonly sequence: number;
  /** By partition, asked after the checkpoint. */
  readonly ends: readonly number[];
};

export class Checkpoints {
  readonly faults: string[] = [];
  looks = 0;
  private readonly shown = new Map<string, number>();
  private readonly moves: Shown[] = [];
  private readonly client: MongoClient;
  private readonly readers: readonly PartitionReader[];
  private isOver = false;
  private readonly looking: Promise<void>;

  /** @param name the installation's */
  constructor(
    name: string,
    private readonly ledgers: readonly string[],
  ) {
    this.client = new MongoClient(databaseUrl(name));
    const topic = `${name}.sales.entries`;
    this.readers = Array.from({ length: partitions }, (_, partition) => {
      const connection = { brokers: kafkaBrokers() };
      return new PartitionReader(connection, { topic, partition }, defaultKafkaLimits);
    });
    this.looking = this.look().catch((error: unknown) => {
      this.faults.push(`checkpoints can't be looked at: ${String(error)}`);
    });
  }

  async end(): Promise<void> {
    this.isOver = true;
    await this.looking;
    for (const reader of this.readers) reader.close();
    await this.client.close();
  }

  /** Entries that were shown before they were durable, one sentence each. */
  aheadOf(book: readonly Placed[]): readonly string[] {
    const places = new Map(book.map((one) => [`${one.record.ledger} ${one.record.sequence}`, one]));
    return this.moves.flatMap(({ build, ledger, sequence, ends }) => {
      const place = places.get(`${ledger} ${sequence}`);
      const isDurable = place !== undefined && place.offset < (ends[place.partition] ?? 0);
      return isDurable ? [] : [`${build} showed ${sequence} of ${ledger} before it was durable`];
    });
  }

  private async look(): Promise<void> {
    for (; !this.isOver; await lasting(lookMs)) {
      const stood = await this.stored();
      const ends = await Promise.all(this.readers.map((reader) => reader.stableEnd()));
      for (const one of stood) this.see({ ...one, ends });
      this.looks += 1;
    }
  }

  private async stored(): Promise<readonly Omit<Shown, 'ends'>[]> {
    const db = this.client.db();
    const builds = await db.collection<BuildDocument>('read-store.builds').find().toArray();
    const stored = await db
      .collection<CheckpointDocument>('read-store.checkpoints')
      .find({}, { readConcern: 'majority' })
      .toArray();
    const sequences = new Map(stored.map(({ _id, sequence }) => [_id, sequence]));
    return builds.flatMap(({ _id: build, number }) =>
      this.ledgers.flatMap((ledger) => {
        const sequence = sequences.get(checkpointId(number, ledger));
        return sequence === undefined ? [] : [{ build, ledger, sequence }];
      }),
    );
  }

  private see(one: Shown): void {
    const { build, ledger, sequence } = one;
    const what = `${build} of ${ledger}`;
    const before = this.shown.get(what) ?? 0;
    if (sequence < before) this.faults.push(`${what} goes back from ${before} to ${sequence}`);
    if (sequence === before) return;
    this.shown.set(what, sequence);
    this.moves.push(one);
  }
}
