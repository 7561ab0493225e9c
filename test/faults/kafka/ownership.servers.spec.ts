// What /metrics tells of writers that take a partition from one another: two sets of writers over one real log, each of which
// was told that the partition is its own.
import { kafkaEventLog, type KafkaLogOptions } from '@ledger/event-log/kafka/event-log.js';
import { memoryEntryIndex } from '@ledger/event-log/memory/entry-index.js';
import { realEnvironment } from '@ledger/ledger';
import { Logger } from '@nestjs/common';
import { deleteTopic, freshOptions } from '../../../libs/event-log/src/kafka/testing.js';
import { raise, writerOf } from '../../../libs/runtime/src/writer/testing.js';
import { Writers } from '../../../libs/runtime/src/writer/writers.js';

Logger.overrideLogger(false); // failures are provoked here

const only = new Set([0]);

type Service = { readonly writers: Writers; close(): Promise<void> };

async function opened(options: KafkaLogOptions): Promise<Service> {
  const log = await kafkaEventLog({ ...options, index: memoryEntryIndex() });
  const fateful = { ...log, fates: [], takeOvers: [], batches: [], isBlind: false };
  const office = {
    log: { ...fateful, pause: () => Promise.resolve() },
    environment: realEnvironment,
  };
  const writers = new Writers({ log, make: (_, around) => writerOf({ ...office, ...around }) });
  writers.assign(only);
  const close = async (): Promise<void> => {
    await writers.stop();
    await log.close();
  };
  return { writers, close };
}

const told = ({ writers: { meter } }: Service): object => ({
  fenced: meter.fenced,
  ...Object.fromEntries([...meter.ownership].map(([words, count]) => [words.join(' '), count])),
});

describe('two services that both believe a partition to be theirs', () => {
  let options: KafkaLogOptions;
  const services: Service[] = [];
  afterEach(async () => {
    for (const service of services.splice(0)) await service.close();
    await deleteTopic(options);
  });

  it('count take-overs, the writer that was fenced, and why a partition was given up', async () => {
    options = freshOptions();
    const [one, two] = [await opened(options), await opened(options)];
    services.push(one, two);
    expect(await one.writers.submit(raise('a'))).toMatchObject({ sequence: 1 });
    expect(told(one)).toEqual({ fenced: 0, 'taken assigned': 1 });
    expect(await two.writers.submit(raise('a'))).toMatchObject({ sequence: 2 });
    const fenced = one.writers.submit(raise('a'));
    await expect(fenced).rejects.toMatchObject({ code: 'not-recorded' });
    expect(told(one)).toEqual({ fenced: 1, 'taken assigned': 1, 'left fenced': 1 });
    expect(told(two)).toEqual({ fenced: 0, 'taken assigned': 1 });
    expect([one.writers.owned, two.writers.owned]).toEqual([0, 1]);
    // The next command takes it back, for it is still said to be its own.
    expect(await one.writers.submit(raise('a'))).toMatchObject({ sequence: 3 });
    expect(told(one)).toMatchObject({ fenced: 1, 'taken after-fence': 1 });
    one.writers.assign(new Set());
    await one.close();
    expect(told(one)).toMatchObject({ 'left reassigned': 1 });
  });
});
