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

  type Watched = {
    readonly index: EntryIndex;
    /** The number of entries of each step that was new … */
    readonly steps: number[];
    /** … and of each that was not. */
    readonly repeats: number[];
  };

  function watched(index: EntryIndex): Watched {
    const [steps, repeats]: [number[], number[]] = [[], []];
    const store = async (...step: Parameters<EntryIndex['store']>): Promise<Stored> => {
      const stored = await index.store(...step);
      (stored.isRepeat ? repeats : steps).push(step[1].length);
      return stored;
    };
    return { index: { ...index, store }, steps, repeats };
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
    const restMs = 20;
    const first = await opened(quick.index, 1);
    const second = await opened(slow.index, restMs);
    await first.takeOver(0);
    await append(first, 1, 1);
    for (const log of [first, second]) await log.head('acme');
    const begunMs = performance.now();
    const before = slow.repeats.length;

    await append(first, 2, 60);
    expect(await first.head('acme')).toBe(60);
    // It looks after 20, 40, 80 and 160 ms, and then every 200 ms.
    const lasted = performance.now() - begunMs;
    expect(slow.repeats.length - before).toBeLessThanOrEqual(5 + lasted / (10 * restMs));
    await first.close();

    await second.takeOver(0);
    await append(second, 61, 62);
    expect(await second.head('acme')).toBe(62);
    expect(await second.read('acme', 1, 99)).toHaveLength(62);
  });
});
