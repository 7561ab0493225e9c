// The entries of an installation as an outsider reads them from its topic, with who wrote them: Kafka numbers each
// incarnation of a transactional producer, and a take-over makes a new one.
import { type EntryRecord } from '@ledger/ledger';
import { type KafkaMessage } from 'kafkajs';
import { PartitionReader } from '../../../libs/event-log/src/kafka/partition-reader.js';
import { recordOf } from '../../../libs/event-log/src/kafka/record.js';
import { defaultKafkaLimits } from '../../../libs/event-log/src/kafka/settings.js';
import { type Installation, partitions } from '../../e2e/installation.js';
import { kafkaBrokers } from '../../servers/testing.js';

export type Placed = {
  readonly record: EntryRecord;
  readonly writer: string;
  readonly partition: number;
  readonly offset: number;
};

/** What stands between one take-over and the next. */
export type Stretch = { readonly writer: string; readonly entries: Placed[] };

/** Of each partition, up to its last stable offset. */
export async function stretchesOf({
  name,
}: Pick<Installation, 'name'>): Promise<readonly (readonly Stretch[])[]> {
  const all = Array.from({ length: partitions }, (_, partition) => partition);
  return Promise.all(all.map((partition) => stretchesIn(`${name}.sales.entries`, partition)));
}

async function stretchesIn(topic: string, partition: number): Promise<readonly Stretch[]> {
  const connection = { brokers: kafkaBrokers() };
  const reader = new PartitionReader(connection, { topic, partition }, defaultKafkaLimits);
  const stretches: Stretch[] = [];
  try {
    for (let offset = 0; ;) {
      const { messages, next, stableEnd } = await reader.fetch(offset, 0);
      for (const message of messages) {
        const record = recordOf(message);
        const writer = writerOf(message);
        if (record.kind === 'writer-opened') stretches.push({ writer, entries: [] });
        if (record.kind === 'entry') {
          const place = { partition, offset: Number(message.offset) };
          stretches.at(-1)?.entries.push({ record: record.entry, writer, ...place });
        }
      }
      offset = next;
      if (offset >= stableEnd) return stretches;
    }
  } finally {
    reader.close();
  }
}

/** kafkajs hands the batch on with each message, which its types do not tell. */
function writerOf(message: KafkaMessage): string {
  const { batchContext } = message as KafkaMessage & {
    readonly batchContext: { readonly producerId: string; readonly producerEpoch: number };
  };
  return `${batchContext.producerId}/${batchContext.producerEpoch}`;
}

/** Entries that are not of the writer which took over last before them. */
export function strangersIn(stretches: readonly (readonly Stretch[])[]): readonly string[] {
  return stretches.flat().flatMap(({ writer, entries }) =>
    entries
      .filter((entry) => entry.writer !== writer)
      .map(({ record, writer: stranger }) => {
        const { ledger, sequence } = record;
        return `${ledger}: ${sequence} is written by ${stranger}, not by ${writer}`;
      }),
  );
}
