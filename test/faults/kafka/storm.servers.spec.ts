// Services that come and go faster than their group shares the partitions out, while a caller sends commands through one
// that stays. All of them are parts of this process: to start others would take longer than they live.
// STORM_MS=<ms> lasts longer, STORM_SEED=<text> makes the same choices again.
import { randomBytes } from 'node:crypto';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { seededRandom } from '@ledger/connectors';
import { kafkaCommandChannel } from '@ledger/event-log/kafka/command-channel.js';
import { kafkaEventLog, type KafkaLogOptions } from '@ledger/event-log/kafka/event-log.js';
import { memoryEntryIndex } from '@ledger/event-log/memory/entry-index.js';
import { GatewayError, type SealedSubmission, realEnvironment } from '@ledger/ledger';
import { Writer, WriterState, Writers, memoryStateStore } from '@ledger/runtime';
import {
  deleteTopic,
  deleteTopics,
  freshOptions,
} from '../../../libs/event-log/src/kafka/testing.js';
import { RoutedGateway } from '../../../libs/runtime/src/routing/routed.gateway.js';
import { counterModel, raise } from '../../../libs/runtime/src/writer/testing.js';
import { audit } from './audit.js';
import { type Told, lasting, until } from './office.js';

Logger.overrideLogger(false); // failures are provoked here

const stormMs = Number(process.env['STORM_MS'] ?? 12_000);
const seed = process.env['STORM_SEED'] ?? randomBytes(6).toString('hex');
const random = seededRandom(seed);
const partitions = 2;
const all = new Set([0, 1]);
const comers = 3;
const callersEach = 8;
const ledgers = 400;
/** Shorter than a partition needs to change hands, so that a command is often asked again while it still stands in line. */
const waitMsMax = 500;
/** Asked once more at the end. */
const repeats = 200;

jest.setTimeout(stormMs + 120_000);

type Service = {
  readonly gateway: RoutedGateway;
  /** How often it was told what falls to it. */
  shared(): number;
  /** Leaves the group. Its writers are not told, and go on until they learn of others. */
  leave(): Promise<void>;
  close(): Promise<void>;
};

/** @param isWarm whether partitions fall to it wherever they can */
async function opened(
  options: KafkaLogOptions,
  service: string,
  isWarm: boolean,
): Promise<Service> {
  const log = await kafkaEventLog({ ...options, index: memoryEntryIndex() });
  const channel = await kafkaCommandChannel({ ...options, partitions, service });
  const writers = new Writers({
    log,
    make: (partition, around) => {
      const state = new WriterState({
        partition,
        log,
        store: memoryStateStore(),
        model: counterModel,
      });
      const environment = realEnvironment;
      return new Writer({ partition, log, state, environment, model: counterModel, ...around });
    },
  });
  let shared = 0;
  const join: typeof channel.join = (member) =>
    channel.join({
      ...member,
      warm: () => (isWarm ? all : new Set()),
      assigned: (assigned) => {
        shared += 1;
        member.assigned(assigned);
      },
    });
  const gateway = new RoutedGateway({
    ...{ channel: { ...channel, join }, writers, waitMsMax },
    partitionOf: (ledger) => log.partitionOf(ledger),
    environment: realEnvironment,
  });
  await gateway.join();
  let left: Promise<void> | undefined;
  const leave = (): Promise<void> => (left ??= channel.close());
  const close = async (): Promise<void> => {
    await writers.stop();
    await leave();
    await log.close();
  };
  return { gateway, shared: () => shared, leave, close };
}

describe(`a storm of services that come and go (seed ${seed}, ${stormMs} ms)`, () => {
  let options: KafkaLogOptions;
  let stable: Service;
  beforeAll(async () => {
    options = freshOptions({ partitions });
    stable = await opened(options, 'stable', false);
    await until('it takes part', () => stable.shared() > 0);
  });
  afterAll(async () => {
    await stable?.close();
    await deleteTopic(options);
    const prefix = options.topicPrefix ?? '';
    await deleteTopics(options.connection, [`${prefix}sales.commands`, `${prefix}sales.replies`]);
  });

  it('loses no command, records none twice, and tells each caller the truth', async () => {
    const desk = new Desk(stable.gateway);
    let [isOver, came] = [false, 0];
    async function comeAndGo(): Promise<void> {
      while (!isOver) {
        const service = await opened(options, `comer-${(came += 1)}`, true);
        const stay = desk.callers(callersEach, service.gateway);
        await lasting(random.whole(50, 1_000));
        if (random.unit() < 0.5) await service.leave();
        await lasting(random.whole(0, 1_500));
        await Promise.all([stay.end(), service.close()]);
      }
    }

    const staying = desk.callers(callersEach, stable.gateway);
    const storm = Promise.all(Array.from({ length: comers }, comeAndGo));
    await lasting(stormMs);
    isOver = true;
    await storm;
    await staying.end();
    for (const { commandId, sequence, submission } of desk.told.slice(-repeats)) {
      if (sequence > 0)
        expect([commandId, await desk.persist(submission)]).toEqual([commandId, sequence]);
    }
    const { faults, entries, takeOvers } = await audit(options, desk.told);
    const recorded = desk.told.filter(({ sequence }) => sequence > 0).length;
    expect(faults).toEqual([]);
    expect(entries).toBe(recorded);
    // It was a storm: callers had to ask again, and partitions changed hands.
    expect(desk.unknown).toBeGreaterThan(10);
    expect(Math.min(takeOvers, stable.shared())).toBeGreaterThan(partitions);
  });
});

type Sent = Told & { readonly submission: SealedSubmission };

/** Who sends commands, and what became of each. */
class Desk {
  readonly told: Sent[] = [];
  /** How often a caller was told that nobody knows. */
  unknown = 0;
  private sent = 0;

  /** @param last whom a caller asks whose service has gone */
  constructor(private readonly last: RoutedGateway) {}

  callers(count: number, gateway: RoutedGateway): { end(): Promise<void> } {
    let isOver = false;
    const asked = (): RoutedGateway => (isOver ? this.last : gateway);
    const call = async (): Promise<void> => {
      while (!isOver) {
        const n = (this.sent += 1);
        const ledger = `l${n % ledgers}`;
        const submission = raise(`c${n % 7}`, { ledger });
        const sequence = await this.persist(submission, asked);
        this.told.push({ ledger, commandId: submission.commandId, sequence, submission });
        await lasting(1);
      }
    };
    const calling = Promise.all(Array.from({ length: count }, call));
    return {
      end: async () => {
        isOver = true;
        await calling;
      },
    };
  }

  /** Asks until it is recorded, or certainly not: 0. */
  async persist(submission: SealedSubmission, asked = () => this.last): Promise<number> {
    for (let isSure = true; ; await lasting(20)) {
      try {
        return (await asked().submit(submission)).sequence;
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        if (error.code === 'outcome-unknown') {
          isSure = false;
          this.unknown += 1;
        }
        if (error.code === 'not-recorded' && isSure) return 0;
      }
    }
  }
}
