import { jest } from '@jest/globals';
import { LogError } from '@ledger/event-log';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { memoryKeyStore } from '@ledger/key-store/memory/key-store.js';
import { realEnvironment } from '@ledger/ledger';
import { memoryReadStore } from '@ledger/read-store/memory/read-store.js';
import { scoreProjection, scoreSlice } from '../projection/testing.js';
import { Runtime, type RuntimeParts } from '../runtime.js';
import { memoryStateStore } from '../writer-state/memory/state-store.js';
import { HttpMeter } from './http-meter.js';
import { type Samples, samplesOf } from './samples.js';

async function runtimeOf(over: Partial<RuntimeParts> = {}): Promise<Runtime> {
  return new Runtime({
    slices: [scoreSlice(scoreProjection())],
    log: memoryEventLog(),
    readStore: memoryReadStore(),
    openScratch: () => Promise.resolve(memoryReadStore()),
    scratchFolder: '/nowhere',
    keys: await memoryKeyStore(Buffer.alloc(32), realEnvironment),
    stateStores: [memoryStateStore()],
    environment: realEnvironment,
    simulated: false,
    queueMax: 1,
    formats: {},
    ...over,
  });
}

const reachedIn = ({ sales_ledger_dependency_up }: Samples): unknown =>
  Object.fromEntries(
    sales_ledger_dependency_up.map(({ labels, value }) => [labels['dependency'], value]),
  );

describe('metrics of a process', () => {
  it('tell that what it depends on answers', async () => {
    const samples = await samplesOf(await runtimeOf(), new HttpMeter());
    expect(reachedIn(samples)).toEqual({ log: 1, readStore: 1, keyStore: 1 });
    expect(samples.sales_ledger_halted_ledgers).toEqual([{ labels: {}, value: 0 }]);
  });

  it('tell what does not answer, and nothing of what only that would know', async () => {
    const failing = (): Promise<never> =>
      Promise.reject(new LogError('io', 'no broker answers', 'not-appended', true));
    const log = { ...memoryEventLog(), ledgers: failing, halts: failing };
    const runtime = await runtimeOf({ log });
    const samples = await samplesOf(runtime, new HttpMeter());
    expect(reachedIn(samples)).toEqual({ log: 0, readStore: 1, keyStore: 1 });
    expect(samples.sales_ledger_halted_ledgers).toEqual([]);
    expect(samples.sales_ledger_projection_lag_entries).toEqual([]);
  });

  it('are told in half the time that Prometheus waits, though nothing answers', async () => {
    const silent = (): Promise<never> => new Promise(() => undefined);
    const log = { ...memoryEventLog(), ledgers: silent, halts: silent };
    const readStore = { ...memoryReadStore(), getMeta: silent };
    const keys = await memoryKeyStore(Buffer.alloc(32), realEnvironment);
    const runtime = await runtimeOf({ log, readStore, keys: { ...keys, ledgerKey: silent } });
    jest.useFakeTimers();
    try {
      const asked = samplesOf(runtime, new HttpMeter());
      await jest.advanceTimersByTimeAsync(5_000);
      const samples = await asked;
      expect(reachedIn(samples)).toEqual({ log: 0, readStore: 0, keyStore: 0 });
      expect(samples.sales_ledger_writer_taking).toEqual([{ labels: {}, value: 1 }]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('count defects of all routes together', async () => {
    const meter = new HttpMeter();
    const defects = async (): Promise<unknown> =>
      (await samplesOf(await runtimeOf(), meter)).sales_ledger_http_defects_total;
    expect(await defects()).toEqual([{ labels: {}, value: 0 }]);
    for (const route of ['/a', '/b']) meter.answered({ method: 'GET', route }, 500, 0.1);
    meter.answered({ method: 'GET', route: '/a' }, 503, 0.1);
    expect(await defects()).toEqual([{ labels: {}, value: 2 }]);
  });
});
