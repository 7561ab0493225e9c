// Commands in process, durable, beside raw lmdb that does the same work without a ledger: in turns in one run, so that
// ratios mean something on any machine. Bars: bench/README.md.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lmdbEventLog } from '@ledger/event-log/lmdb/event-log.js';
import { memoryKeyStore } from '@ledger/key-store/memory/key-store.js';
import { realEnvironment } from '@ledger/ledger';
import { CommandSealing, Writer, WriterState, lmdbStateStore } from '@ledger/runtime';
import { offerModel, offerOf, offerSlices, sentOffer } from './deal-like.js';
import { RawStreams, rawBulk } from './raw-lmdb.js';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const subjects = Number(process.env['BENCH_SUBJECTS'] ?? 10_000);
const commands = Number(process.env['BENCH_COMMANDS'] ?? 40_000);
const singles = Number(process.env['BENCH_SINGLES'] ?? 2_000);
const bulk = Number(process.env['BENCH_BULK'] ?? 200_000);

/** Bulk commands are prepared in stretches, so that memory is the ledger's and not the benchmark's. */
const sealedAtOnce = 20_000;

type Work = (subject: number, n: number) => Promise<unknown>;
type Measured = { readonly perSecond: number; readonly p50Ms: number };

const folder = mkdtempSync(join(tmpdir(), 'sales-ledger-bench-'));
const log = lmdbEventLog(join(folder, 'log'));
const state = new WriterState({
  partition: 0,
  store: lmdbStateStore(join(folder, 'writer')),
  log,
  model: offerModel,
});
const options = { partition: 0, log, state, model: offerModel, environment: realEnvironment };
const writer = new Writer(options);
const keys = await memoryKeyStore(Buffer.alloc(32, 7), realEnvironment);
const sealing = new CommandSealing(keys, offerSlices);
const raw = new RawStreams(join(folder, 'raw'));
let sent = 0;

const ours: Work = async (subject, n) => writer.submit(await sealing.seal(sentOffer(subject, n)));
const floor: Work = (subject, n) => raw.offer(offerOf(subject, n));

await writer.start();
try {
  await compare('64 in flight', { inFlight: 64, count: commands });
  await compare('one at a time', { inFlight: 1, count: singles });
  await compareBulk();
} finally {
  await writer.stop();
  await Promise.all([log.close(), raw.close()]);
  rmSync(folder, { recursive: true });
}

type Load = { readonly inFlight: number; readonly count: number };

async function compare(what: string, load: Load): Promise<void> {
  const [floors, reached]: [Measured[], Measured[]] = [[], []];
  await measure(floor, load);
  await measure(ours, load);
  for (let round = 0; round < rounds; round += 1) {
    await state.checkpoint(); // what other rounds left to write is not this one's
    floors.push(await measure(floor, load));
    reached.push(await measure(ours, load));
  }
  const [below, above] = [median(floors), median(reached)];
  print(`raw lmdb, ${what}`, below);
  print(`commands, ${what}`, above);
  if (load.inFlight > 1) verdict(above.perSecond / below.perSecond, { atLeast: 1.5 });
  else verdict(above.p50Ms / below.p50Ms, { atMost: 1.2 });
}

async function compareBulk(): Promise<void> {
  const first = (await log.head('bench')) + 1;
  const sealedBefore = await measureSealed();
  const rows: Uint8Array[] = [];
  while (rows.length < bulk) {
    for (const { bytes } of await log.read('bench', first + rows.length, 4_000)) rows.push(bytes);
  }
  const below = await rawBulk(join(folder, 'raw-bulk'), rows);
  const whole = await measure((_, n) => ours(subjects + n, n), { inFlight: 1_000, count: bulk });
  const size = Math.round(rows.reduce((sum, { length }) => sum + length, 0) / rows.length);
  print(`raw lmdb, transactions of 1,000 × ${size} bytes`, { perSecond: below });
  print('commands, 1,000 in flight, sealed beforehand', { perSecond: sealedBefore });
  print('commands, 1,000 in flight, sealed on the way', whole);
  verdict(sealedBefore / below, { atLeast: 0.4 });
}

/** Each command about a subject of its own, as in an import; what an edge does to a command is not timed. */
async function measureSealed(): Promise<number> {
  let tookMs = 0;
  for (let done = 0; done < bulk; done += sealedAtOnce) {
    const sealed = await Promise.all(
      Array.from({ length: sealedAtOnce }, () => {
        sent += 1;
        return sealing.seal(sentOffer(subjects + sent, sent));
      }),
    );
    const waiting = sealed.values();
    const caller = async (): Promise<void> => {
      for (const submission of waiting) await writer.submit(submission);
    };
    const begun = performance.now();
    await Promise.all(Array.from({ length: 1_000 }, caller));
    tookMs += performance.now() - begun;
  }
  return (1_000 * bulk) / tookMs;
}

async function measure(work: Work, { inFlight, count }: Load): Promise<Measured> {
  const tookMs: number[] = [];
  const last = sent + count;
  const caller = async (): Promise<void> => {
    while (sent < last) {
      const n = (sent += 1);
      const begun = performance.now();
      await work((n * 7_919) % subjects, n);
      tookMs.push(performance.now() - begun);
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: inFlight }, caller));
  const perSecond = (1_000 * count) / (performance.now() - begun);
  const p50Ms = tookMs.sort((a, b) => a - b)[Math.floor(count / 2)] ?? 0;
  return { perSecond, p50Ms };
}

function median(all: readonly Measured[]): Measured {
  const middle = all.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor(all.length / 2)];
  if (middle === undefined) throw new Error('no rounds were measured');
  return middle;
}

function print(what: string, { perSecond, p50Ms }: Partial<Measured>): void {
  const rate = Math.round(perSecond ?? 0)
    .toLocaleString('en')
    .padStart(9);
  const latency = p50Ms === undefined ? '' : `   p50 ${p50Ms.toFixed(2)} ms`;
  process.stdout.write(`${what.padEnd(46)} ${rate}/s${latency}\n`);
}

function verdict(
  ratio: number,
  bar: { readonly atLeast?: number; readonly atMost?: number },
): void {
  const { atLeast = 0, atMost = Infinity } = bar;
  const text = atMost === Infinity ? `≥ ${atLeast}` : `≤ ${atMost}`;
  const outcome = ratio >= atLeast && ratio <= atMost ? 'reached' : 'missed';
  process.stdout.write(`ratio ${ratio.toFixed(2)} × (bar ${text} ×: ${outcome})\n\n`);
}
