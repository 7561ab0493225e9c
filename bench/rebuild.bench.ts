// Rebuilding read models, beside a bare loop over the same bytes that parses each entry and folds it into memory: in
// turns in one run, so that ratios mean something on any machine. Bars: bench/README.md.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { Logger } from '@nestjs/common';
import { lmdbEventLog } from '@ledger/event-log/lmdb/event-log.js';
import {
  type EntryRecord,
  type Projection,
  type Row,
  type Rows,
  decodeEntry,
  modelOf,
} from '@ledger/ledger';
import { lmdbReadStore } from '@ledger/read-store/lmdb/read-store.js';
import { slices } from '@ledger/sales';
import { dealEntries } from './deal-entries.js';
import { refolded } from './refold.js';

const entries = Number(process.env['BENCH_ENTRIES'] ?? 100_000);
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const only = process.env['BENCH_ONLY'];

const { catalogue } = modelOf(slices);
const projections = slices.flatMap((slice) => slice.projections);
const leaderboard = projections.filter(({ name }) => name === 'measure');

Logger.overrideLogger(['warn', 'error', 'fatal']);
const folder = mkdtempSync(join(tmpdir(), 'sales-ledger-bench-'));
const log = lmdbEventLog(join(folder, 'log'));
const raw = open<Buffer, number>({
  path: join(folder, 'raw'),
  noSubdir: false,
  encoding: 'binary',
  keyEncoding: 'uint32',
});
let builds = 0;

try {
  const bytes = await fill();
  console.log(`${entries.toLocaleString('en')} entries of ${bytes} bytes each`);
  await run();
} finally {
  await log.close();
  await raw.close();
  rmSync(folder, { recursive: true });
}

/** Of all threads: where others use the same cores, it tells more than the rate. */
type Measured = { readonly perSecond: number; readonly cpuUs: number };

async function run(): Promise<void> {
  const measured = new Map<string, Measured[]>();
  type Work = readonly [string, () => Promise<number> | number];
  const compared: readonly Work[] = [
    ['scan + JSON.parse', () => scan(() => undefined)],
    ['scan + JSON.parse + sum by salesperson and day', () => scan(sums())],
    ['scan + JSON.parse + fold of the leaderboard', () => scanAndFold(leaderboard)],
    ['rebuild of the leaderboard alone', () => rebuild(leaderboard)],
    ['rebuild of all read models', () => rebuild(projections)],
  ];
  /** Where the time of all goes: once is enough to see it. */
  const alone = projections.map((one): Work => [
    `rebuild of ${one.name} alone`,
    () => rebuild([one]),
  ]);
  for (let round = 0; round < rounds; round += 1) {
    const works = round === 0 ? [...compared, ...alone] : compared;
    for (const [name, work] of works) {
      if (only !== undefined && !name.includes(only)) continue;
      const cpu = process.cpuUsage();
      const seconds = await work();
      const { user, system } = process.cpuUsage(cpu);
      const one = { perSecond: entries / seconds, cpuUs: (user + system) / entries };
      measured.set(name, [...(measured.get(name) ?? []), one]);
    }
  }
  const rate = (name: string): number => median(measured.get(name) ?? []).perSecond;
  for (const [name, all] of measured) {
    const { perSecond, cpuUs } = median(all);
    const rounded = Math.round(perSecond).toLocaleString('en').padStart(9);
    console.log(`${name.padEnd(50)} ${rounded}/s   ${cpuUs.toFixed(1).padStart(5)} us of CPU each`);
  }
  if (only !== undefined) return;
  const leader = rate('rebuild of the leaderboard alone');
  verdict('leaderboard beside the loop with its fold', leader / rate(compared[2]?.[0] ?? ''), 1);
  verdict('leaderboard beside the loop with sums', leader / rate(compared[1]?.[0] ?? ''), 1);
  verdict('all read models, 60,000/s', rate('rebuild of all read models') / 60_000, 1);
}

/** @returns the entries' mean size */
async function fill(): Promise<number> {
  let batch: EntryRecord[] = [];
  let bytes = 0;
  for (const record of dealEntries('bench', entries)) {
    batch.push(record);
    bytes += record.bytes.byteLength;
    if (batch.length < 4_000 && record.sequence < entries) continue;
    await log.append(0, batch);
    for (const each of batch) void raw.put(each.sequence, Buffer.from(each.bytes));
    batch = [];
  }
  await raw.flushed;
  return Math.round(bytes / entries);
}

type Wire = {
  readonly occurredon: string;
  readonly data: {
    readonly amountMinor?: number;
    readonly primary?: readonly { salesperson: string }[];
  };
};

/** What anybody would write: parse each entry and do something with it. */
function scan(see: (entry: Wire) => void): number {
  const begun = performance.now();
  for (const { value } of raw.getRange()) {
    see(JSON.parse(value.toString()) as Wire); // our own bytes
  }
  return (performance.now() - begun) / 1_000;
}

function sums(): (entry: Wire) => void {
  const totals = new Map<string, number>();
  return ({ occurredon, data }) => {
    for (const { salesperson } of data.primary ?? []) {
      const key = `${salesperson}|${occurredon}`;
      totals.set(key, (totals.get(key) ?? 0) + (data.amountMinor ?? 0));
    }
  };
}

/** The same fold as the rebuild, with rows that are never stored. */
function scanAndFold(folded: readonly Projection[]): number {
  const held = new Map<string, Map<string, Row>>();
  const of = (collection: string): Map<string, Row> => {
    const rows = held.get(collection) ?? new Map<string, Row>();
    held.set(collection, rows);
    return rows;
  };
  const rows: Rows = {
    get: ({ collection, id }) => of(collection).get(id),
    put: ({ collection, id }, row) => void of(collection).set(id, row),
    delete: ({ collection, id }) => void of(collection).delete(id),
  };
  const types = new Set(folded.flatMap((projection) => projection.types));
  const begun = performance.now();
  for (const { value } of raw.getRange()) {
    const entry = decodeEntry(value, catalogue);
    if (!types.has(entry.type)) continue;
    for (const projection of folded) projection.fold(entry, rows);
  }
  return (performance.now() - begun) / 1_000;
}

/** From an empty read store to the head of the log, durable; in seconds. */
async function rebuild(rebuilt: readonly Projection[]): Promise<number> {
  const place = join(folder, `rows-${(builds += 1)}`);
  const store = lmdbReadStore(place);
  const tookMs = await refolded({ log, store, catalogue, projections: rebuilt });
  rmSync(place, { recursive: true });
  return tookMs / 1_000;
}

function median(all: readonly Measured[]): Measured {
  const sorted = [...all].sort((a, b) => a.perSecond - b.perSecond);
  return sorted[Math.floor(sorted.length / 2)] ?? { perSecond: NaN, cpuUs: NaN };
}

function verdict(what: string, ratio: number, atLeast: number): void {
  const outcome = ratio >= atLeast ? 'reached' : 'missed';
  console.log(`${what}: ${ratio.toFixed(2)} × (bar ≥ ${atLeast} ×: ${outcome})`);
}
