// A broker that dies or stops under load. KAFKA_SEED=<text> runs a failure again.
import { randomBytes } from 'node:crypto';
import { seededRandom } from '@ledger/connectors';
import { memoryEntryIndex } from '@ledger/event-log/memory/entry-index.js';
import { type KafkaLogOptions } from '@ledger/event-log/kafka/event-log.js';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { freshOptions } from '../../../libs/event-log/src/kafka/testing.js';
import { type KafkaServer, startKafka } from '../../servers/kafka.js';
import { audit } from './audit.js';
import { type Office, lasting, openOffice, until } from './office.js';

const rounds = Number(process.env['KAFKA_ROUNDS'] ?? 2);
const seed = process.env['KAFKA_SEED'] ?? randomBytes(6).toString('hex');
const random = seededRandom(seed);

Logger.overrideLogger(false); // failures are provoked here
jest.setTimeout(180_000);

describe(`a broker under load (seed ${seed}, ${rounds} rounds)`, () => {
  let broker: KafkaServer;
  let options: KafkaLogOptions;
  let office: Office | undefined;
  beforeAll(async () => {
    broker = await startKafka();
  });
  beforeEach(() => {
    options = {
      ...freshOptions({ limits: { idleMs: 250, stepMsMax: 1_500, requestMsMax: 1_000 } }),
      connection: { brokers: broker.brokers },
    };
  });
  afterEach(async () => {
    await office?.close();
  });
  afterAll(() => broker.stop());

  async function provoked(provoke: () => Promise<void>): Promise<void> {
    const loaded = (office = await openOffice('a', { ...options, index: memoryEntryIndex() }));
    await loaded.start();
    for (let round = 0; round < rounds; round += 1) {
      const enough = loaded.acknowledged() + random.whole(20, 500);
      await until(`${enough} answers`, () => loaded.acknowledged() >= enough);
      await provoke();
      const more = loaded.acknowledged() + 100;
      await until('commands are taken again', () => loaded.acknowledged() >= more);
    }
    await loaded.close();
    const { faults, entries } = await audit(options, loaded.told);
    expect(faults).toEqual([]);
    expect(entries).toBeGreaterThanOrEqual(loaded.acknowledged());
  }

  it('is killed and started again: the writer goes on by itself, and every answer was true', async () => {
    await provoked(async () => {
      await broker.kill('SIGKILL');
      await broker.restart();
    });
  });

  it('stops and goes on: so does the writer, and every answer was true', async () => {
    await provoked(async () => {
      await broker.kill('SIGSTOP');
      await lasting(random.whole(2_000, 4_000));
      await broker.kill('SIGCONT');
    });
  });
});
