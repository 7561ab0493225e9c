// A writer on Kafka under load, and what it told its callers: for specs that end, pause and replace writers and brokers.
import { kafkaEventLog, type KafkaLogOptions } from '@ledger/event-log/kafka/event-log.js';
import { type EventLog, LogError } from '@ledger/event-log';
import { GatewayError, realEnvironment } from '@ledger/ledger';
import { counterModel, raise } from '../../../libs/runtime/src/writer/testing.js';
import { Writer } from '../../../libs/runtime/src/writer/writer.js';
import { memoryStateStore } from '../../../libs/runtime/src/writer-state/memory/state-store.js';
import { WriterState } from '../../../libs/runtime/src/writer-state/writer-state.js';

/** What a caller was told. Whoever was told `busy` or that the outcome is unknown was told nothing. */
export type Told = {
  readonly ledger: string;
  readonly commandId: string;
  /** 0: not recorded. */
  readonly sequence: number;
};

export type Office = {
  readonly name: string;
  readonly log: EventLog;
  readonly told: readonly Told[];
  /** Of those, how many were acknowledged. */
  acknowledged(): number;
  /** How often its writer learnt that another one had taken over. */
  fenced(): number;
  /** Takes the partition over and answers commands from then on. */
  start(): Promise<void>;
  /** Resolves when another writer has taken over since the last start. */
  steppedDown(): Promise<void>;
  /** Sends no more commands, and waits for the answers to those it has sent. */
  close(): Promise<void>;
};

const callers = 16;
const ledgers = 40;

export async function openOffice(
  name: string,
  options: KafkaLogOptions,
  onTold: (told: Told) => void = () => undefined,
): Promise<Office> {
  const log = await kafkaEventLog(options);
  const told: Told[] = [];
  let [acknowledged, sent, isOver, isStarted] = [0, 0, false, false];
  let down = (): void => undefined;
  let steppedDown = Promise.resolve();
  const state = new WriterState({
    store: memoryStateStore(),
    log,
    model: counterModel,
    partition: 0,
  });
  const writer = new Writer({
    partition: 0,
    log,
    state,
    model: counterModel,
    environment: realEnvironment,
    onSteppedDown: () => down(),
  });

  function tell(one: Told): void {
    told.push(one);
    if (one.sequence > 0) acknowledged += 1;
    onTold(one);
  }

  async function call(): Promise<void> {
    while (!isOver) {
      const n = (sent += 1);
      const ledger = `l${n % ledgers}`;
      const submission = raise(`c${n % 7}`, { ledger, actor: `user/${name}` });
      const { commandId } = submission;
      try {
        const { sequence } = await writer.submit(submission);
        tell({ ledger, commandId, sequence });
      } catch (error) {
        if (!(error instanceof GatewayError)) continue; // refused: the ledger's total is reached
        if (error.code === 'not-recorded') tell({ ledger, commandId, sequence: 0 });
        else await lasting(10);
      }
    }
  }

  async function close(): Promise<void> {
    isOver = true;
    await calling;
    if (isStarted) await writer.stop();
    await log.close();
  }

  let calling: Promise<unknown> | undefined;
  let closed: Promise<void> | undefined;
  return {
    name,
    log,
    told,
    acknowledged: () => acknowledged,
    fenced: () => writer.meter.fenced,
    start: async () => {
      steppedDown = new Promise((resolve) => (down = resolve));
      await started(writer);
      isStarted = true;
      calling ??= Promise.all(Array.from({ length: callers }, call));
    },
    steppedDown: () => steppedDown,
    close: () => (closed ??= close()),
  };
}

/** Whoever is fenced in the middle of a take-over tries again. */
async function started(writer: Writer): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await writer.start();
    } catch (error) {
      if (!(error instanceof LogError && error.retriable) || attempt === 50) throw error;
    }
    await lasting(20 + 200 * Math.random());
  }
}

export function lasting(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Waits until `isTrue`, for at most half a minute. */
export async function until(what: string, isTrue: () => boolean): Promise<void> {
  for (const end = Date.now() + 30_000; !isTrue(); await lasting(2)) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
  }
}
