// Imports into an installation whose parts fail again and again, before or after they have done what they were asked.
import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { jest } from '@jest/globals';
import { type INestApplicationContext, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { CsvImports, type ImportLine, ImportQuery, seededRandom } from '@ledger/connectors';
import { type EventLog, LogError } from '@ledger/event-log';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { KeyStoreError } from '@ledger/key-store';
import { memoryKeyStore } from '@ledger/key-store/memory/key-store.js';
import {
  GatewayError,
  type Sender,
  SubmitCommand,
  decodeEntry,
  realEnvironment,
  submission,
} from '@ledger/ledger';
import { ReadModels, StoreError } from '@ledger/read-store';
import { memoryReadStore } from '@ledger/read-store/memory/read-store.js';
import { Runtime, memoryStateStore } from '@ledger/runtime';
import { slices } from '@ledger/sales';
import { ForkModule } from './fork.module.js';
import { importEdge } from './import-edge.js';
import { StandaloneImports } from './standalone-imports.js';

beforeAll(() => Logger.overrideLogger(false));
afterAll(() => Logger.overrideLogger(['error']));

const sender: Sender = {
  actor: 'user/u-7',
  assurance: 'stated',
  idempotencyKey: 'k',
  correlationId: 'c',
};
const { signal } = new AbortController();

/** Of the calls of a part: one of five fails while there are faults, and half of those have done their work. */
class Faults {
  isOn = false;
  told = 0;
  private readonly random = seededRandom('riding out');

  around<T extends object>(part: T, names: readonly (keyof T)[], error: () => Error): T {
    const wrapped = names.map((name) => {
      const call = part[name] as (...given: unknown[]) => Promise<unknown>; // those that are named give promises
      return [name, (...given: unknown[]) => this.through(() => call.apply(part, given), error)];
    });
    return { ...part, ...(Object.fromEntries(wrapped) as object) };
  }

  async through<R>(work: () => Promise<R>, error: () => Error): Promise<R> {
    const fate = this.isOn ? this.random.unit() : 1;
    if (fate < 0.1) throw this.counted(error());
    const result = await work();
    if (fate < 0.2) throw this.counted(error());
    return result;
  }

  private counted(error: Error): Error {
    this.told += 1;
    return error;
  }
}

const away = 'it does not answer';
const unknown = (): LogError => new LogError('io', away, 'unknown', true);
const unread = (): LogError => new LogError('io', away, 'not-appended', true);

describe('an import', () => {
  let scratchFolder: string;
  let faults: Faults;
  let log: EventLog;
  let app: INestApplicationContext;
  let imports: CsvImports;

  beforeEach(async () => {
    scratchFolder = await mkdtemp(join(tmpdir(), 'sales-ledger-riding-out-'));
    faults = new Faults();
    log = memoryEventLog();
    const read = faults.around(log, ['head', 'read', 'readEach'], unread);
    const keys = await memoryKeyStore(Buffer.alloc(32, 7), realEnvironment);
    const lost = (): Error => new KeyStoreError('io', away, true);
    const parts = {
      slices,
      scratchFolder,
      log: faults.around(read, ['append'], unknown),
      readStore: faults.around(
        memoryReadStore(),
        ['snapshot'],
        () => new StoreError('io', away, true),
      ),
      keys: faults.around(keys, ['lookUp', 'claim', 'ensureSubjectKeys'], lost),
      openScratch: async () => memoryReadStore(),
      stateStores: [memoryStateStore()],
      environment: realEnvironment,
      simulated: false,
      queueMax: 5_000,
      formats: {},
    };
    app = await NestFactory.createApplicationContext(ForkModule.forRoot(parts), { logger: false });
    const bus = app.get(CommandBus);
    const nobodyKnows = (): Error => new GatewayError('outcome-unknown', away, 1);
    const unsure = {
      execute: (one: SubmitCommand) => faults.through(() => bus.execute(one), nobodyKnows),
    };
    const asked = Object.assign(Object.create(bus) as CommandBus, unsure);
    imports = new CsvImports(new StandaloneImports(app.get(Runtime), asked, app.get(ReadModels)));
    const data = { name: 'Acme', currency: 'GBP', timeZone: 'UTC', firstDay: '2026-01-01' };
    const opening = { type: 'OpenLedger', ledger: 'acme', subject: 'ledger/acme', data };
    await bus.execute(new SubmitCommand(submission(opening, sender)));
    await imported('organization', 'salesperson\nAda\n');
  });
  afterEach(async () => {
    faults.isOn = false;
    await app.close();
    await rm(scratchFolder, { recursive: true });
  });

  async function imported(
    preset: ImportQuery['preset'],
    csv: string,
  ): Promise<readonly ImportLine[]> {
    const query = Object.assign(new ImportQuery(), { preset });
    const body = Readable.from([csv]);
    const answer = await imports.import(sender, 'acme', query, { body }, undefined);
    const lines = (await text(answer.getStream())).trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line) as ImportLine); // the API's own type
  }

  it('counts every row once and as what became of it, as if nothing had failed', async () => {
    const before = await log.head('acme');
    const deals = Array.from(
      { length: 200 },
      (_, n) => `D-${n},Deal ${n},Ada,Won,2026-02-01,2026-03-02,100`,
    );
    const header = 'opportunity_id,name,sales_agent,deal_stage,engage_date,close_date,close_value';
    const csv = [header, ...deals, 'D-x,,Nobody,Won,2026-02-01,2026-03-02,1'].join('\n');
    faults.isOn = true;
    const lines = await imported('pipeline', csv);
    faults.isOn = false;
    expect(faults.told).toBeGreaterThan(50);
    const totals = { rows: 201, recorded: 200, unchanged: 0, refused: 1, entries: 400 };
    expect(lines.at(-1)).toMatchObject({
      kind: 'end',
      totals: { ...totals, sequence: before + 400 },
    });
    const { catalogue } = app.get(Runtime).model;
    const records = await log.read('acme', before + 1, 1_000);
    const told = records.map(({ bytes }) => decodeEntry(bytes, catalogue));
    expect(new Set(told.map(({ type, subject }) => `${type} ${subject}`)).size).toBe(400);
    expect(told).toHaveLength(400);
    const again = await imported('pipeline', csv);
    const nothing = { rows: 201, recorded: 0, unchanged: 200, refused: 1, entries: 0 };
    expect(again.at(-1)).toMatchObject({ kind: 'end', totals: nothing });
  }, 60_000);

  it('asks for five minutes while nothing gets on', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    try {
      const { parts } = app.get(Runtime);
      const gone = { ...parts.log, head: () => Promise.reject(unread()) };
      const installation = {
        ...parts,
        log: gone,
        bus: app.get(CommandBus),
        models: app.get(ReadModels),
      };
      let ended: unknown;
      const opening = importEdge(installation, { ledger: 'acme', system: 'crm', sender, signal });
      opening.catch((error: unknown) => (ended = error));
      await jest.advanceTimersByTimeAsync(299_000);
      expect(ended).toBeUndefined();
      await jest.advanceTimersByTimeAsync(7_000);
      expect(ended).toMatchObject({ name: 'LogError', message: away });
    } finally {
      jest.useRealTimers();
    }
  });
});
