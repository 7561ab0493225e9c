// The log on three brokers of which one goes away under load. CLUSTER_TIMES=own leaves Kafka its own time-outs.
import { memoryEntryIndex } from '@ledger/event-log/memory/entry-index.js';
import { type KafkaLogOptions } from '@ledger/event-log/kafka/event-log.js';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { entriesTopic, transactionalId } from '../../libs/event-log/src/kafka/settings.js';
import { audit } from '../faults/kafka/audit.js';
import { type Office, lasting, openOffice, until } from '../faults/kafka/office.js';
import { type KafkaCluster, type KafkaNode, startKafkaCluster } from '../servers/kafka.js';
import { freshName } from '../servers/testing.js';
import { coordinatorOf, leaderOf } from './places.js';

const hasOwnTimes = process.env['CLUSTER_TIMES'] === 'own';
const pauseMs = hasOwnTimes ? 20_000 : 6_000;
const interruptedMsMax = 15_000;

Logger.overrideLogger(false); // failures are provoked here
jest.setTimeout(180_000);

describe('the log on three brokers', () => {
  let cluster: KafkaCluster;
  let options: KafkaLogOptions;
  let office: Office | undefined;
  let answers: number[];
  beforeAll(async () => {
    cluster = await startKafkaCluster({ hasOwnTimes });
  });
  beforeEach(async () => {
    const name = freshName('log');
    options = {
      connection: { brokers: cluster.brokers },
      ...{ installation: name, topicPrefix: `${name}.`, partitions: 1 },
      index: memoryEntryIndex(),
    };
    answers = [];
    office = await openOffice('a', options, ({ sequence }) => {
      if (sequence > 0) answers.push(performance.now());
    });
    await office.start();
    await answered(300);
  });
  afterEach(async () => {
    await office?.close();
  });
  afterAll(() => cluster?.stop());

  const leader = (): Promise<KafkaNode> =>
    leaderOf(cluster, { topic: entriesTopic(options), partition: 0 });

  async function answered(more: number): Promise<void> {
    const enough = answers.length + more;
    await until(`${enough} answers`, () => answers.length >= enough);
  }

  /** Longest time without an answer from now on until all is over. */
  async function interruptedBy(fault: () => Promise<void>): Promise<number> {
    const from = answers.length - 1;
    await fault();
    await answered(300);
    const gaps = answers.slice(from).map((at, n, all) => at - (all[n - 1] ?? at));
    return Math.max(...gaps);
  }

  async function audited(interruptedMs: number): Promise<void> {
    const told = office?.told ?? [];
    await office?.close();
    const { faults, entries } = await audit({ ...options, index: memoryEntryIndex() }, told);
    console.log(`${expect.getState().currentTestName}: ${Math.round(interruptedMs)} ms without an answer, ${entries} entries, ${answers.length} acknowledged`);
    expect(faults).toEqual([]);
    expect(entries).toBeGreaterThanOrEqual(answers.length);
    expect(interruptedMs).toBeLessThan(interruptedMsMax);
  }

  it('loses the leader of the partition, has another, and gives the place back', async () => {
    const dead = await leader();
    const interruptedMs = await interruptedBy(() => dead.kill('SIGKILL'));
    const other = await leader();
    expect(other.id).not.toBe(dead.id);
    const againMs = await interruptedBy(async () => {
      await dead.restart();
      for (const end = Date.now() + 30_000; (await leader()).id !== dead.id; await lasting(100))
        if (Date.now() > end) throw new Error('not the leader again');
    });
    console.log('back', againMs);
    await audited(Math.max(interruptedMs, againMs));
  });

  it('loses the coordinator of its transactions', async () => {
    const dead = await coordinatorOf(cluster, 'transaction', transactionalId(options, 0));
    const interruptedMs = await interruptedBy(() => dead.kill('SIGKILL'));
    await dead.restart();
    await audited(interruptedMs);
  });

  it('has a leader that stops, is replaced and comes back as one that was replaced', async () => {
    const stopped = await leader();
    const interruptedMs = await interruptedBy(async () => {
      await stopped.kill('SIGSTOP');
      await lasting(pauseMs);
      await stopped.kill('SIGCONT');
    });
    await audited(interruptedMs);
  });
});
