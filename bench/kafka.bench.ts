// The log on Kafka beside raw kafkajs that carries the same bytes without a ledger: in turns in one run, so that ratios
// mean something on any machine. KAFKA_BROKERS names the broker; `npm run servers` starts one.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EntryIndex, type EventLog } from '@ledger/event-log';
import { kafkaEventLog } from '@ledger/event-log/kafka/event-log.js';
import { memoryEntryIndex } from '@ledger/event-log/memory/entry-index.js';
import { memoryKeyStore } from '@ledger/key-store/memory/key-store.js';
import { leafHash } from '@ledger/integrity';
import {
  type EntryRecord,
  type SealedSubmission,
  firstPrevHash,
  realEnvironment,
} from '@ledger/ledger';
import { CommandSealing, Writer, WriterState, lmdbStateStore } from '@ledger/runtime';
import { type Consumer } from 'kafkajs';
import { offerModel, offerSlices, sentOffer } from './deal-like.js';
import { RawKafka } from './raw-kafka.js';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const appended = Number(process.env['BENCH_APPENDED'] ?? 50_000);
const commands = Number(process.env['BENCH_COMMANDS'] ?? 40_000);
/** Any process may fill the entry index; with 1 the measured one does as well, and pays some 8 µs of CPU an entry. */
const feeds = process.env['BENCH_FEEDS'] === '1';
const subjects = 10_000;
const takeOvers = 20;
const tailedMax = 100_000;
const prevHashName = '"prevhash":"';
const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',');
if (brokers[0] === '') throw new Error('KAFKA_BROKERS names no broker: npm run servers starts one');

/** In flight, commands per round, bar. */
const loads = [
  [1, commands / 40, undefined],
  [64, commands / 2, 3],
  [512, commands, 10],
] as const;

const name = `bench-${randomUUID().slice(0, 8)}`;
const folder = mkdtempSync(join(tmpdir(), 'sales-ledger-bench-'));
const raw = new RawKafka(brokers, `${name}.raw`);
const log = await openLog(name, feeds);
const state = new WriterState({
  partition: 0,
  store: lmdbStateStore(join(folder, 'writer')),
  log,
  model: offerModel,
});
const options = { partition: 0, log, state, model: offerModel, environment: realEnvironment };
const writer = new Writer(options);
const sealing = new CommandSealing(
  await memoryKeyStore(Buffer.alloc(32, 7), realEnvironment),
  offerSlices,
);
let sent = 0;

await raw.open();
await writer.start();
try {
  const bytes = await exampleBytes();
  for (const load of loads) await compareCommands(bytes, load);
  for (const size of [100, 1_000]) await compareAppends(bytes, size);
  await compareTails();
  await measureTakeOvers();
} finally {
  await writer.stop();
  await log.close();
  await raw.close([name, `${name}-taken`].map((one) => `${one}.sales.entries`));
  rmSync(folder, { recursive: true });
}

function openLog(installation: string, feedsIndex: boolean): Promise<EventLog> {
  return kafkaEventLog({
    connection: { brokers },
    installation,
    topicPrefix: `${installation}.`,
    partitions: 1,
    index: feedsIndex ? memoryEntryIndex() : filledElsewhere(),
    feedsIndex,
  });
}

/** Always far enough, and of use only where nobody reads from it: the ledgers here are new. */
function filledElsewhere(): EntryIndex {
  return { ...memoryEntryIndex(), position: async () => Number.MAX_SAFE_INTEGER };
}

/** What an entry of these commands looks like. */
async function exampleBytes(): Promise<Uint8Array> {
  await writer.submit(await nextSealed());
  const { signal } = new AbortController();
  for await (const { entries } of log.tail(0, undefined, { signal })) {
    if (entries[0] !== undefined) return entries[0].bytes;
  }
  throw new Error('the first entry does not come back');
}

function nextSealed(): Promise<SealedSubmission> {
  sent += 1;
  return sealing.seal(sentOffer((sent * 7_919) % subjects, sent));
}

async function compareCommands(
  bytes: Uint8Array,
  [inFlight, count, bar]: (typeof loads)[number],
): Promise<void> {
  const floorCount = Math.min(count, commands / 10); // single sends take their time
  const floor = (): Promise<number> => rate(floorCount, inFlight, () => raw.send([bytes]));
  const ours = async (): Promise<number> => {
    const sealed = await Promise.all(Array.from({ length: count }, nextSealed));
    const waiting = sealed.values();
    return rate(count, inFlight, async () => {
      const next = waiting.next();
      if (next.done !== true) await writer.submit(next.value);
    });
  };
  await floor();
  await ours();
  const [floors, reached]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    floors.push(await floor());
    reached.push(await ours());
  }
  const below = print(`raw kafkajs, single sends, ${inFlight} in flight`, floors);
  const above = print(`commands, ${inFlight} in flight, sealed beforehand`, reached);
  verdict(above / below, bar);
}

async function compareAppends(example: Uint8Array, size: number): Promise<void> {
  const ledger = `append-${size}`;
  let last: EntryRecord | undefined;
  const [floors, reached]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    const batches: EntryRecord[][] = [];
    for (let built = 0; built < appended; built += size) {
      const batch: EntryRecord[] = [];
      while (batch.length < size) batch.push((last = following(last, { ledger, example })));
      batches.push(batch);
    }
    const below = await inTurn(batches, (batch) => raw.send(batch.map(({ bytes }) => bytes)));
    const above = await inTurn(batches, (batch) => log.append(0, batch));
    if (round === 0) continue; // warms up
    floors.push(below);
    reached.push(above);
  }
  const bytes = example.byteLength;
  const below = print(`raw kafkajs, idempotent sends of ${size} × ${bytes} bytes`, floors);
  const above = print(`append, transactions of ${size}`, reached);
  verdict(above / below, size === 1_000 ? 0.6 : undefined);
}

/** The example in the place after `last`, chained to it, for readers check that. */
function following(
  last: EntryRecord | undefined,
  { ledger, example }: { readonly ledger: string; readonly example: Uint8Array },
): EntryRecord {
  const bytes = Buffer.from(example);
  const prevHash = last === undefined ? firstPrevHash : leafHash(last.bytes);
  bytes.write(prevHash, bytes.indexOf(prevHashName) + prevHashName.length);
  return { ledger, sequence: (last?.sequence ?? 0) + 1, bytes };
}

/** Entries per second, one batch after another. */
function inTurn(
  batches: readonly EntryRecord[][],
  send: (batch: readonly EntryRecord[]) => Promise<void>,
): Promise<number> {
  return timed(appended, async () => {
    for (const batch of batches) await send(batch);
  });
}

async function compareTails(): Promise<void> {
  const topic = `${name}.sales.entries`;
  const count = Math.min(tailedMax, sent + 2 * (rounds + 1) * appended); // commands and appends
  const [floors, reached]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    let consumer: Consumer | undefined;
    const below = await timed(count, async () => {
      consumer = await raw.consume(topic, count);
    });
    await consumer?.disconnect(); // else it goes on asking beside what is measured next
    const above = await timed(count, () => tailed(count));
    if (round === 0) continue; // warms up
    floors.push(below);
    reached.push(above);
  }
  const below = print(`raw kafkajs consumer, ${count.toLocaleString('en')} messages`, floors);
  verdict(print('tail', reached) / below, undefined);
}

/** One process after another takes the partition over and writes; the one before does not know it. */
async function measureTakeOvers(): Promise<void> {
  const tookMs: number[] = [];
  const logs: EventLog[] = [];
  for (let sequence = 1; sequence <= takeOvers; sequence += 1) {
    const next = await openLog(`${name}-taken`, true);
    logs.push(next);
    const begun = performance.now();
    await next.takeOver(0);
    tookMs.push(performance.now() - begun);
    await next.append(0, [{ ledger: 'bench', sequence, bytes: Buffer.from('{}') }]);
  }
  for (const one of logs) await one.close();
  tookMs.sort((a, b) => a - b);
  const [p50, worst] = [tookMs[Math.floor(takeOvers / 2)] ?? 0, tookMs.at(-1) ?? 0];
  const verdict = p50 <= 50 && worst <= 500 ? 'reached' : 'missed';
  process.stdout.write(
    `take-over p50 ${p50.toFixed(0)} ms, worst ${worst.toFixed(0)} ms (bar 50 and 500 ms: ${verdict})\n`,
  );
}

async function tailed(count: number): Promise<void> {
  const controller = new AbortController();
  let seen = 0;
  for await (const { entries } of log.tail(0, undefined, { signal: controller.signal })) {
    seen += entries.length;
    if (seen >= count) controller.abort();
  }
}

/** Per second. */
function rate(count: number, inFlight: number, work: () => Promise<unknown>): Promise<number> {
  let begun = 0;
  const caller = async (): Promise<void> => {
    while (begun < count) {
      begun += 1;
      await work();
    }
  };
  return timed(count, () => Promise.all(Array.from({ length: inFlight }, caller)));
}

async function timed(count: number, work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (1_000 * count) / (performance.now() - begun);
}

function print(what: string, all: readonly number[]): number {
  const middle = all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
  const text = Math.round(middle).toLocaleString('en').padStart(9);
  process.stdout.write(`${what.padEnd(56)} ${text}/s\n`);
  return middle;
}

function verdict(ratio: number, bar: number | undefined): void {
  const outcome = ratio >= (bar ?? 0) ? 'reached' : 'missed';
  const beside = bar === undefined ? 'no bar' : `bar ≥ ${bar} ×: ${outcome}`;
  process.stdout.write(`ratio ${ratio.toFixed(2)} × (${beside})\n\n`);
}
