// The machinery of one process: the writers and the projection runner over one set of stores, started and ended in order.
import {
  type BeforeApplicationShutdown,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { type CommandChannel, type EventLog, type Halt } from '@ledger/event-log';
import { type KeyStore } from '@ledger/key-store';
import {
  type CommandGateway,
  type Environment,
  type Model,
  type RejectionTexts,
  type Slice,
  modelOf,
} from '@ledger/ledger';
import { type ReadStore } from '@ledger/read-store';
import { Lately } from './health/lately.js';
import { EdgeProblem } from './http/edge-problem.js';
import { ProjectionRunner } from './projection/runner.js';
import { RunnerReadModels } from './read-models/runner-read-models.js';
import { StoreReadModels } from './read-models/store-read-models.js';
import { type Role, roles } from './role.js';
import { RoutedGateway } from './routing/routed.gateway.js';
import { type Tracing } from './tracing/tracing.js';
import { type StateStore } from './writer-state/state-store.js';
import { WriterState, stateLimitsAmong } from './writer-state/writer-state.js';
import { LocalGateway } from './writer/local.gateway.js';
import { Writer } from './writer/writer.js';
import { type WriterAround, Writers } from './writer/writers.js';

export type RuntimeParts = {
  /** All, if not given. */
  readonly roles?: readonly Role[];
  readonly slices: readonly Slice[];
  readonly log: EventLog;
  readonly readStore: ReadStore;
  /** For files that live only as long as a request; emptied at each start. */
  readonly scratchFolder: string;
  /** An empty read store for one verification; closing it throws it away. */
  readonly openScratch: () => Promise<ReadStore>;
  readonly keys: KeyStore;
  /** Of the writers, one for each partition of the log. */
  readonly stateStores: readonly StateStore[];
  readonly environment: Environment;
  /** Whether that environment can be repeated: ledgers opened here say so in their first entry. */
  readonly simulated: boolean;
  /** Commands of one ledger that may wait for the writer. */
  readonly queueMax: number;
  /** How late a read model may be before the process is no longer ready; 0 or absent: however late. */
  readonly readyLagSecondsMax?: number;
  /** In which formats its stores are written, part by part. */
  readonly formats: { readonly [part: string]: number };
  /** The way to other services that decide commands; absent where this process decides all of them. */
  readonly channel?: CommandChannel;
  /** Spans of what is done here; off, if not given. Closed by whoever opened it. */
  readonly tracing?: Tracing;
  /** How that says no which an app serves besides its slices. */
  readonly rejections?: readonly RejectionTexts[];
};

/** How often a process that stands by at a ledger looks whether the other one goes on. */
const standByLookMs = 2_000;

export class Runtime implements OnModuleInit, BeforeApplicationShutdown, OnApplicationShutdown {
  readonly model: Model;
  readonly writers: Writers;
  readonly gateway: CommandGateway;
  readonly runner: ProjectionRunner;
  readonly readModels: RunnerReadModels | StoreReadModels;
  /** How read models stand over all ledgers, of which there may be many. */
  readonly standings = new Lately(() => this.readModels.standings());
  /** Of the partitions that this process has written to or follows. */
  private readonly states = new Map<number, WriterState>();
  private readonly leaving = new AbortController();

  constructor(readonly parts: RuntimeParts) {
    const { slices, log, readStore, environment, tracing } = parts;
    this.model = modelOf(slices);
    const following = {
      begin: (partition: number): void => this.stateOf(partition).follow(),
      isWarm: (partition: number): boolean => this.stateOf(partition).isWarm,
    };
    this.writers = new Writers({
      log,
      make: (partition, around) => this.writerOf(partition, around),
      ...(parts.channel === undefined ? {} : { following }),
    });
    this.gateway = this.gatewayOf(parts);
    const { catalogue } = this.model;
    const reading = { log, store: readStore, catalogue };
    const projections = slices.flatMap((slice) => slice.projections);
    const standBy = parts.channel === undefined ? undefined : { lookMs: standByLookMs };
    const runner = new ProjectionRunner({ ...reading, projections, standBy, tracing });
    this.runner = runner;
    // Where others fold and rebuild, too, the store alone knows which build serves at a question's moment.
    this.readModels =
      this.has('projection') && (standBy === undefined || !this.has('query'))
        ? new RunnerReadModels({ ...reading, runner, environment })
        : new StoreReadModels({ ...reading, projections, environment });
  }

  /** Before the first request. */
  async onModuleInit(): Promise<void> {
    if (this.has('command')) await this.startDeciding();
    if (this.has('projection')) await this.runner.start();
  }

  /** Once it is asked to end: answers that take hours must not wait to be done. */
  beforeApplicationShutdown(): void {
    this.leaving.abort(new EdgeProblem('process-stopping'));
  }

  /** After the last request was answered. What was taken is recorded, what was folded is committed. */
  async onApplicationShutdown(): Promise<void> {
    const { channel, log, readStore, keys, stateStores } = this.parts;
    await this.writers.stop();
    await channel?.close();
    for (const state of this.states.values()) await state.close();
    for (const store of stateStores) await store.close();
    if (this.has('projection')) await this.runner.stop();
    await readStore.close();
    await log.close();
    await keys.close();
  }

  /** Aborted with what whoever waits is told, as soon as the process is about to end. */
  get isLeaving(): AbortSignal {
    return this.leaving.signal;
  }

  has(role: Role): boolean {
    return (this.parts.roles ?? roles).includes(role);
  }

  /** Ledgers that go no further, as the log tells and as the states of this process found. */
  async halts(): Promise<readonly Halt[]> {
    const found = [...this.states.values()].flatMap(({ halted }) => halted);
    const all = [...found, ...(await this.parts.log.halts())];
    return [...new Map(all.map((halt) => [halt.ledger, halt])).values()];
  }

  private async startDeciding(): Promise<void> {
    if (this.gateway instanceof RoutedGateway) {
      // Also those that fall to others: one of these may be next.
      for (const partition of partitionsOf(this.parts.log)) this.stateOf(partition).follow();
      return this.gateway.join();
    }
    this.writers.assign(new Set(partitionsOf(this.parts.log)));
    // An embedded log has one writer, which is ready by the time that the first request comes.
    if (this.parts.log.partitions === 1) await this.writers.start();
  }

  private writerOf(partition: number, around: WriterAround): Writer {
    const { log, environment, queueMax, tracing } = this.parts;
    const { model } = this;
    return new Writer({
      partition,
      log,
      state: this.stateOf(partition),
      model,
      environment,
      tracing,
      ...around,
      limits: { queuedPerLedgerMax: queueMax },
    });
  }

  private stateOf(partition: number): WriterState {
    const known = this.states.get(partition);
    if (known !== undefined) return known;
    const { log, stateStores } = this.parts;
    const store = stateStores[partition];
    if (store === undefined) throw new Error(`partition ${partition} has no place for its state`);
    const limits = stateLimitsAmong(log.partitions);
    const begun = new WriterState({ partition, store, log, model: this.model, limits });
    this.states.set(partition, begun);
    return begun;
  }

  private gatewayOf({ channel, log, environment, tracing }: RuntimeParts): CommandGateway {
    const { writers } = this;
    if (channel === undefined) return new LocalGateway(writers);
    const partitionOf = (ledger: string): number => log.partitionOf(ledger);
    return new RoutedGateway({ channel, writers, partitionOf, environment, tracing });
  }
}

function partitionsOf({ partitions }: EventLog): readonly number[] {
  return Array.from({ length: partitions }, (_, partition) => partition);
}
