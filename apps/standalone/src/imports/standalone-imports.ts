// Imports into the ledgers of this process, and into copies of them for dry runs.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { ImportLedgers, type ImportTarget, type ImportWish } from '@ledger/connectors';
import { type EventLog } from '@ledger/event-log';
import { lmdbEventLog } from '@ledger/event-log/lmdb/event-log.js';
import { ReadModels } from '@ledger/read-store';
import { lmdbReadStore } from '@ledger/read-store/lmdb/read-store.js';
import { type Patience, Runtime, type RuntimeParts, lmdbStateStore } from '@ledger/runtime';
import { forkedKeys } from './forked-keys.js';
import { importEdge, patienceOf } from './import-edge.js';
import { ForkModule } from './fork.module.js';

const entriesPerCopy = 1_000;

@Injectable()
export class StandaloneImports implements ImportLedgers {
  constructor(
    private readonly runtime: Runtime,
    private readonly bus: CommandBus,
    private readonly models: ReadModels,
  ) {}

  get scratchFolder(): string {
    return this.runtime.parts.scratchFolder;
  }

  get isLeaving(): AbortSignal {
    return this.runtime.isLeaving;
  }

  async open(wish: ImportWish): Promise<ImportTarget> {
    const { parts } = this.runtime;
    const edge = await importEdge({ ...parts, bus: this.bus, models: this.models }, wish);
    return { edge, close: () => Promise.resolve() };
  }

  /** Any store can be copied this way, for it only reads entries; the copy's own state and rows are folded from them. */
  async fork(wish: ImportWish): Promise<ImportTarget> {
    const { parts } = this.runtime;
    const folder = await mkdtemp(join(parts.scratchFolder, 'dry-run-'));
    const copy: RuntimeParts = {
      ...parts,
      roles: undefined,
      channel: undefined,
      tracing: undefined, // what is tried is no command
      log: lmdbEventLog(join(folder, 'log')),
      readStore: lmdbReadStore(join(folder, 'read')),
      stateStores: [lmdbStateStore(join(folder, 'state'))],
      keys: forkedKeys(parts.keys, parts.environment),
    };
    await copyEntries({ from: parts.log, to: copy.log, ledger: wish.ledger }, patienceOf(wish));
    const app = await NestFactory.createApplicationContext(ForkModule.forRoot(copy), {
      logger: false,
      abortOnError: false,
    });
    const close = async (): Promise<void> => {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    };
    try {
      await app.get(Runtime).runner.caughtUp();
      const bus = app.get(CommandBus);
      const models = app.get(ReadModels);
      return { edge: await importEdge({ ...copy, bus, models }, wish), close };
    } catch (error) {
      await close();
      throw error;
    }
  }
}

type Copying = { readonly from: EventLog; readonly to: EventLog; readonly ledger: string };

async function copyEntries({ from, to, ledger }: Copying, patience: Patience): Promise<void> {
  for (let next = 1; ;) {
    const records = await patience.with(() => from.read(ledger, next, entriesPerCopy));
    if (records.length === 0) return;
    await to.append(0, records);
    next += records.length;
  }
}
