// What the contract does not say because only this log is like that.
import { type EntryRecord } from '@ledger/ledger';
import { type KafkaMessage } from 'kafkajs';
import { type Halt } from '../entry-index.js';
import { type EventLog, type TailBatch } from '../event-log.js';
import { memoryEntryIndex } from '../memory/entry-index.js';
import { killableClient } from './client.js';
import { kafkaEventLog } from './event-log.js';
import { PartitionReader } from './partition-reader.js';
import { partitionProducer } from './producer.js';
import { entryMessage, recordOf } from './record.js';
import {
  type KafkaLogOptions,
  defaultKafkaLimits,
  entriesTopic,
  transactionalId,
} from './settings.js';
import { deleteTopic, freshOptions } from './testing.js';

describe('the event log on Kafka', () => {
  let options: KafkaLogOptions;
  const logs: EventLog[] = [];
  const opened = async (more: Partial<KafkaLogOptions> = {}): Promise<EventLog> => {
    const log = await kafkaEventLog({ ...options, ...more });
    logs.push(log);
    return log;
  };

  beforeEach(() => {
    options = freshOptions();
  });

  afterEach(async () => {
    for (const log of logs.splice(0)) await log.close();
    await deleteTopic(options);
  });

  const entry = (ledger: string, sequence: number, size = 10): EntryRecord => ({
    ledger,
    sequence,
    bytes: Buffer.alloc(size, `${ledger}:${sequence} `),
  });

  /** As somebody else would write it: past every rule. */
  async function plant(...entries: readonly EntryRecord[]): Promise<void> {
    const client = killableClient(options.connection, defaultKafkaLimits);
    const producer = client.kafka.producer();
    await producer.connect();
    const messages = entries.map((one) => entryMessage(one, 0));
    await producer.send({ topic: entriesTopic(options), messages });
    client.kill();
  }

  async function messages(): Promise<readonly KafkaMessage[]> {
    const place = { topic: entriesTopic(options), partition: 0 };
    const reader = new PartitionReader(options.connection, place, defaultKafkaLimits);
    const fetched = await reader.fetch(0, 0);
    reader.close();
    return fetched.messages;
  }

  async function tailed(log: EventLog, count: number): Promise<readonly string[]> {
    const controller = new AbortController();
    const found: string[] = [];
    const tail: AsyncIterable<TailBatch> = log.tail(0, undefined, { signal: controller.signal });
    for await (const { entries } of tail) {
      found.push(...entries.map(({ ledger, sequence }) => `${ledger}:${sequence}`));
      if (found.length >= count) controller.abort();
    }
    return found;
  }

  it('writes messages as the CloudEvents binding asks, and its own without a key', async () => {
    const log = await opened();
    await log.takeOver(0);
    const first = entry('acme', 1);
    await log.append(0, [first]);
    expect(await log.head('acme')).toBe(1);
    const [genesis, writerOpened, message, none] = await messages();
    expect([genesis, writerOpened].map((one) => [one?.key, one && recordOf(one).kind])).toEqual([
      [null, 'genesis'],
      [null, 'writer-opened'],
    ]);
    expect(message?.key?.toString()).toBe('acme');
    expect(message?.value).toEqual(first.bytes);
    const headers = Object.entries(message?.headers ?? {}).map(([name, value]) => [
      name,
      value?.toString(),
    ]);
    expect(headers).toEqual([
      ['content-type', 'application/cloudevents+json; charset=UTF-8'],
      ['ce_entry', '1'],
    ]);
    expect(none).toBeUndefined();
  });

  it('takes a batch that is larger than a message may be, whole', async () => {
    const log = await opened();
    await log.takeOver(0);
    const batch = Array.from({ length: 50 }, (_, index) => entry('acme', index + 1, 60_000));
    await log.append(0, batch);
    const found = await log.read('acme', 1, 99);
    expect(found.map(({ bytes }) => bytes.byteLength)).toEqual(batch.map(() => 60_000));
  });

  it('takes nothing before it is the writer', async () => {
    const log = await opened();
    const refused = { code: 'not-owner', outcome: 'not-appended' };
    await expect(log.append(0, [entry('acme', 1)])).rejects.toMatchObject(refused);
    expect(await log.head('acme')).toBe(0);
  });

  it('lets an append end before it closes', async () => {
    const log = await opened();
    await log.takeOver(0);
    const appended = log.append(0, [entry('acme', 1)]);
    await log.close();
    await appended;
    const again = await opened({ index: memoryEntryIndex() });
    expect(await again.head('acme')).toBe(1);
  });

  it('is fenced by the next writer, learns that from the log, and may take the partition back', async () => {
    const first = await opened();
    const second = await opened({ index: memoryEntryIndex() });
    await first.takeOver(0);
    await first.append(0, [entry('acme', 1)]);
    await second.takeOver(0);
    await second.append(0, [entry('acme', 2)]);
    const unknown = { code: 'io', outcome: 'unknown', retriable: true };
    await expect(first.append(0, [entry('acme', 2)])).rejects.toMatchObject(unknown);
    await expect(first.takeOver(0)).rejects.toMatchObject({ code: 'fenced' });
    await expect(first.append(0, [])).rejects.toMatchObject({ code: 'not-owner' });
    await second.append(0, [entry('acme', 3)]);
    await first.takeOver(0);
    await first.append(0, [entry('acme', 4)]);
    // The one that wrote it knows at once; others may have to wait for the broker's mark of the commit.
    expect(await first.head('acme')).toBe(4);
  });

  it('knows at an empty batch that it is the writer no more, where its last commit is old', async () => {
    const first = await opened({ limits: { ...options.limits, sureMsMax: 0 } });
    const second = await opened({ index: memoryEntryIndex() });
    await first.takeOver(0);
    await first.append(0, []);
    await second.takeOver(0);
    await expect(first.append(0, [])).rejects.toMatchObject({
      code: 'fenced',
      outcome: 'not-appended',
    });
  });

  it('knows at a gap that it is the writer no more, however recent its last commit is', async () => {
    const first = await opened();
    const second = await opened({ index: memoryEntryIndex() });
    await first.takeOver(0);
    await first.append(0, [entry('acme', 1)]);
    await second.takeOver(0);
    await second.append(0, [entry('acme', 2)]);
    // What another writer committed may not be stable for a moment; then it is what the owner goes on with.
    while ((await first.head('acme')) < 2) await new Promise(setImmediate);
    await expect(first.append(0, [entry('acme', 3)])).rejects.toMatchObject({
      code: 'fenced',
      outcome: 'not-appended',
    });
    await second.append(0, [entry('acme', 3)]);
  });

  it('asks anew after a gap where the ledger ends', async () => {
    const log = await opened();
    await log.takeOver(0);
    await log.append(0, [entry('acme', 1)]);
    await plant(entry('acme', 2));
    await expect(log.append(0, [entry('acme', 3)])).rejects.toMatchObject({ code: 'gap' });
    await log.append(0, [entry('acme', 3)]);
    expect(await log.head('acme')).toBe(3);
  });

  it('ends what a dead writer left half done, and shows nothing of it', async () => {
    const log = await opened();
    const place = { topic: entriesTopic(options), partition: 0 };
    const id = { ...place, transactionalId: transactionalId(options, 0) };
    const dead = partitionProducer(options.connection, id, defaultKafkaLimits);
    const tooLarge = [entryMessage(entry('acme', 1, 2_000_000), 0)];
    const halfDone = dead.transact([[entryMessage(entry('acme', 1), 0)], tooLarge]);
    await expect(halfDone).rejects.toMatchObject({ type: 'MESSAGE_TOO_LARGE' });
    dead.kill();
    await log.takeOver(0);
    await log.append(0, [entry('acme', 1, 20)]);
    const [only] = await log.read('acme', 1, 9);
    expect(only?.bytes.byteLength).toBe(20);
  });

  it('waits for an entry index that others fill, within a bound', async () => {
    const index = memoryEntryIndex();
    const limits = { ...options.limits, indexMsMax: 100 };
    const reader = await opened({ index, feedsIndex: false, limits });
    await expect(reader.head('acme')).rejects.toMatchObject({ code: 'io', retriable: true });
    const writer = await opened({ index });
    await writer.takeOver(0);
    await writer.append(0, [entry('acme', 1)]);
    expect(await writer.head('acme')).toBe(1);
    const patient = await opened({ index, feedsIndex: false });
    expect(await patient.head('acme')).toBe(1);
  });

  it('refuses to read through an entry index of another log', async () => {
    const index = memoryEntryIndex();
    await index.store(0, [entry('acme', 1)], 1_000);
    const log = await opened({ index });
    await expect(log.head('acme')).rejects.toMatchObject({ code: 'corrupt', retriable: false });
  });

  it('halts a ledger that does not go on as it should, says so, and lets others go on', async () => {
    const halts: Halt[] = [];
    const log = await opened({ onHalt: (halt) => halts.push(halt) });
    await log.takeOver(0);
    await log.append(0, [entry('a', 1), entry('b', 1)]);
    await plant(entry('a', 3), entry('a', 4));
    await log.append(0, [entry('b', 2)]);
    expect(await log.head('b')).toBe(2);
    expect(halts).toMatchObject([{ ledger: 'a', sequence: 3 }]);
    expect(await log.head('a')).toBe(1);
    expect(await log.halts()).toEqual(halts);
    expect(await log.halts(0)).toEqual(halts);
    const corrupt = { code: 'corrupt', outcome: 'not-appended', halt: halts[0] };
    await expect(log.append(0, [entry('b', 3), entry('a', 2)])).rejects.toMatchObject(corrupt);
    await log.append(0, [entry('b', 3)]);
    expect(await tailed(log, 5)).toEqual(['a:1', 'b:1', 'a:3', 'b:2', 'b:3']);
  });

  it('halts a ledger also where another process saw it first, and after a take-over', async () => {
    const index = memoryEntryIndex();
    const other = await opened({ index });
    const halts: Halt[] = [];
    const log = await opened({ index, onHalt: (halt) => halts.push(halt) });
    await log.takeOver(0);
    await log.append(0, [entry('a', 1)]);
    await plant(entry('a', 3));
    expect(await other.halts()).toMatchObject([{ ledger: 'a', sequence: 3 }]);
    await log.head('a');
    expect(halts).toHaveLength(1);
    const corrupt = { code: 'corrupt', halt: { ledger: 'a', sequence: 3 } };
    await expect(log.append(0, [entry('a', 2)])).rejects.toMatchObject(corrupt);
    const next = await opened({ index });
    await next.takeOver(0);
    await expect(next.append(0, [entry('a', 2)])).rejects.toMatchObject(corrupt);
    await next.append(0, [entry('b', 1)]);
  });

  it('passes over entries that stand there twice', async () => {
    const log = await opened();
    await log.takeOver(0);
    await log.append(0, [entry('a', 1), entry('a', 2)]);
    await plant(entry('a', 1), entry('a', 2));
    await log.append(0, [entry('a', 3)]);
    expect(await log.head('a')).toBe(3);
    expect(await tailed(log, 3)).toEqual(['a:1', 'a:2', 'a:3']);
  });
});
