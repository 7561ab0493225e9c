// How often the entry index is asked: as seldom as its readers allow.
import { type EntryIndex, type Stored } from '../entry-index.js';
import { type EventLog } from '../event-log.js';
import { memoryEntryIndex } from '../memory/entry-index.js';
import { kafkaEventLog } from './event-log.js';
import { type KafkaLogOptions } from './settings.js';
import { deleteTopic, freshOptions } from './testing.js';

const never = 3_600_000;

describe('feeding the entry index', () => {
  let options: KafkaLogOptions;
  const logs: EventLog[] = [];
  const opened = async (index: EntryIndex, indexRestMs: number): Promise<EventLog> => {
    const limits = { ...options.limits, indexRestMs };
    const log = await kafkaEventLog({ ...options, index, limits });
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

  /** The steps that were new, in the number of their entries. */
  function watched(index: EntryIndex): { readonly index: EntryIndex; readonly steps: number[] } {
    const steps: number[] = [];
    const store = async (...step: Parameters<EntryIndex['store']>): Promise<Stored> => {
      const stored = await index.store(...step);
      if (!stored.isRepeat) steps.push(step[1].length);
      return stored;
    };
    return { index: { ...index, store }, steps };
  }

  async function append(log: EventLog, first: number, last: number): Promise<void> {
    for (let sequence = first; sequence <= last; sequence += 1) {
      await log.append(0, [{ ledger: 'acme', sequence, bytes: Buffer.from('{}') }]);
    }
  }

  it('stores entries that came one by one together, as soon as somebody wants one of them', async () => {
    const { index, steps } = watched(memoryEntryIndex());
    const log = await opened(index, never);
    await log.takeOver(0);
    await append(log, 1, 1);
    expect(await log.head('acme')).toBe(1);
    const before = steps.length;

    await append(log, 2, 30);
    expect(steps).toHaveLength(before);
    expect(await log.read('acme', 30, 1)).toHaveLength(1);
    // What it had fetched ahead, and what came since.
    expect(steps.length - before).toBeLessThanOrEqual(3);
    expect(steps.slice(before).reduce((sum, count) => sum + count, 0)).toBe(29);
  });

  it('leaves it to whoever is quicker, and goes on where that one ends', async () => {
    const shared = memoryEntryIndex();
    const [quick, slow] = [watched(shared), watched(shared)];
    const first = await opened(quick.index, 1);
    const second = await opened(slow.index, 200);
    await first.takeOver(0);
    await append(first, 1, 1);
    for (const log of [first, second]) await log.head('acme');
    const before = slow.steps.length;

    await append(first, 2, 40);
    expect(await first.head('acme')).toBe(40);
    expect(slow.steps.length - before).toBeLessThanOrEqual(1);
    await first.close();

    await second.takeOver(0);
    await append(second, 41, 42);
    expect(await second.head('acme')).toBe(42);
    expect(await second.read('acme', 1, 99)).toHaveLength(42);
  });
});
