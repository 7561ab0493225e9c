// The machinery of one process: the writer and the projection runner over one set of stores, started and ended in order.
import { type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type EventLog } from '@ledger/event-log';
import { type KeyStore } from '@ledger/key-store';
import {
  type Environment,
  type Model,
  type RejectionTexts,
  type Slice,
  modelOf,
} from '@ledger/ledger';
import { type ReadStore } from '@ledger/read-store';
import { ProjectionRunner } from './projection/runner.js';
import { RunnerReadModels } from './read-models/runner-read-models.js';
import { type StateStore } from './writer-state/state-store.js';
import { WriterState } from './writer-state/writer-state.js';
import { Writer } from './writer/writer.js';

export type RuntimeParts = {
  readonly slices: readonly Slice[];
  readonly log: EventLog;
  readonly readStore: ReadStore;
  /** For files that live only as long as a request; emptied at each start. */
  readonly scratchFolder: string;
  /** An empty read store for one verification; closing it throws it away. */
  readonly openScratch: () => Promise<ReadStore>;
  readonly keys: KeyStore;
  readonly stateStore: StateStore;
  readonly environment: Environment;
  /** Whether that environment can be repeated: ledgers opened here say so in their first entry. */
  readonly simulated: boolean;
  /** Commands of one ledger that may wait for the writer. */
  readonly queueMax: number;
  /** How late a read model may be before the process is no longer ready; 0 or absent: however late. */
  readonly readyLagSecondsMax?: number;
  /** In which formats its stores are written, part by part. */
  readonly formats: { readonly [part: string]: number };
  /** How that says no which an app serves besides its slices. */
  readonly rejections?: readonly RejectionTexts[];
};

export class Runtime implements OnModuleInit, OnApplicationShutdown {
  readonly model: Model;
  readonly writer: Writer;
  readonly runner: ProjectionRunner;
  readonly readModels: RunnerReadModels;

  constructor(readonly parts: RuntimeParts) {
    const { slices, log, readStore, stateStore, environment, queueMax } = parts;
    this.model = modelOf(slices);
    this.writer = new Writer({
      partition: 0,
      log,
      state: new WriterState({ store: stateStore, log, model: this.model }),
      model: this.model,
      environment,
      limits: { queuedPerLedgerMax: queueMax },
    });
    const { catalogue } = this.model;
    const reading = { log, store: readStore, catalogue };
    const projections = slices.flatMap((slice) => slice.projections);
    const runner = new ProjectionRunner({ ...reading, projections });
    this.runner = runner;
    this.readModels = new RunnerReadModels({ ...reading, runner, environment });
  }

  /** Before the first request. */
  async onModuleInit(): Promise<void> {
    await this.writer.start();
    await this.runner.start();
  }

  /** After the last request was answered. What was taken is recorded, what was folded is committed. */
  async onApplicationShutdown(): Promise<void> {
    const { log, readStore, keys } = this.parts;
    await this.writer.stop();
    await this.runner.stop();
    await readStore.close();
    await log.close();
    await keys.close();
  }
}
