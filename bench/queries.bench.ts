// What the read models cost and how fast they answer, on a small and on a large ledger of the same kind: rebuild of all of
// them, bytes on disk, memory, and queries in process. Bars: bench/README.md. BENCH_ENTRIES is the large one's size.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { lmdbEventLog } from '@ledger/event-log/lmdb/event-log.js';
import { type EntryRecord, modelOf, realEnvironment } from '@ledger/ledger';
import { lmdbReadStore } from '@ledger/read-store/lmdb/read-store.js';
import { ProjectionRunner, RunnerReadModels } from '@ledger/runtime';
import {
  AuditSearchHandler,
  AuditTrailHandler,
  EventTypes,
  GetAuditTrail,
  GetKpiHistory,
  GetLeaderboard,
  KpiHistoryHandler,
  LeaderboardHandler,
  SearchAuditTrail,
  eventTypes,
  slices,
} from '@ledger/sales';
import { dealEntries } from './deal-entries.js';

const large = Number(process.env['BENCH_ENTRIES'] ?? 1_000_000);
const questions = Number(process.env['BENCH_QUESTIONS'] ?? 400);
const people = 1_000;
const ledger = 'bench';
const now = '2026-01-01T12:00:00.000Z';
const barMs = 5;
const diskBar = 2.5;

const { catalogue } = modelOf(slices);
const projections = slices.flatMap((slice) => slice.projections);

Logger.overrideLogger(['warn', 'error', 'fatal']);

type Figures = { readonly cpuUs: number; readonly memoryMb: number };

const small = await measure(large / 10);
const grown = await measure(large);
say(
  `from ${shown(large / 10)} to ${shown(large)} entries: CPU per entry × ${(grown.cpuUs / small.cpuUs).toFixed(2)}, ` +
    `anonymous memory × ${(grown.memoryMb / small.memoryMb).toFixed(2)} (bar: flat, ± 20 %)`,
);

async function measure(entries: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'sales-ledger-bench-'));
  const log = lmdbEventLog(join(folder, 'log'));
  const store = lmdbReadStore(join(folder, 'rows'));
  const runner = new ProjectionRunner({ log, store, catalogue, projections });
  try {
    let own = 0;
    let batch: EntryRecord[] = [];
    for (const record of dealEntries(ledger, entries, people)) {
      batch.push(record);
      own += record.bytes.byteLength;
      if (batch.length < 4_000 && record.sequence < entries) continue;
      await log.append(0, batch);
      batch = [];
    }
    const cpu = process.cpuUsage();
    const begun = performance.now();
    await runner.start();
    await runner.caughtUp();
    const seconds = (performance.now() - begun) / 1_000;
    const { user, system } = process.cpuUsage(cpu);
    const cpuUs = (user + system) / entries;
    for (const { name } of projections) {
      const stop = runner.serving(name)?.in(ledger)?.stop;
      if (stop !== undefined)
        throw new Error(`${name} stopped at ${stop.sequence}: ${stop.reason}`);
    }
    const memoryMb = anonymousMb();
    const disk = sizeOf(join(folder, 'log')) + sizeOf(join(folder, 'rows'));
    say(`${shown(entries)} entries of ${Math.round(own / entries)} bytes`);
    say(
      `  rebuild of all read models  ${shown(Math.round(entries / seconds))}/s   ${cpuUs.toFixed(1)} us of CPU each`,
    );
    const ratio = disk / own;
    const verdict = ratio <= diskBar ? 'reached' : 'missed';
    say(
      `  disk per entry              ${Math.round(disk / entries)} bytes: ${ratio.toFixed(2)} × its own (bar ≤ ${diskBar} ×, log and read models: ${verdict})`,
    );
    say(
      `  memory after it             ${Math.round(memoryMb)} MB anonymous, ${Math.round(process.resourceUsage().maxRSS / 1_024)} MB at the peak with the mapped files`,
    );
    const reading = { log, store, catalogue, runner, environment: realEnvironment };
    await ask(new RunnerReadModels(reading), entries);
    return { cpuUs, memoryMb };
  } finally {
    await runner.stop();
    await store.close();
    await log.close();
    rmSync(folder, { recursive: true });
  }
}

async function ask(models: RunnerReadModels, entries: number): Promise<void> {
  const board = new LeaderboardHandler(models, { open: async (_, names) => names });
  const history = new KpiHistoryHandler(models);
  const trail = new AuditTrailHandler(models);
  const search = new AuditSearchHandler(models, new EventTypes(eventTypes));
  const works: readonly (readonly [string, (n: number) => Promise<unknown>])[] = [
    ['empty view (floor)', () => models.view('ledger', ledger, undefined, () => Promise.resolve())],
    [
      'leaderboard of 1,000, a quarter',
      (n) =>
        board.execute(
          new GetLeaderboard(
            ledger,
            'sales-amount',
            { period: `2024-Q${1 + (n % 4)}`, limit: 50 },
            now,
          ),
        ),
    ],
    [
      'leaderboard of win rates',
      (n) =>
        board.execute(
          new GetLeaderboard(
            ledger,
            'win-rate',
            { period: `2025-Q${1 + (n % 4)}`, limit: 50 },
            now,
          ),
        ),
    ],
    [
      'leaderboard of new customers',
      (n) =>
        board.execute(
          new GetLeaderboard(
            ledger,
            'new-customers',
            { period: `2025-Q${1 + (n % 4)}`, limit: 50 },
            now,
          ),
        ),
    ],
    [
      'KPI history, 12 months',
      (n) =>
        history.execute(
          new GetKpiHistory(
            ledger,
            'sales-amount',
            {
              scope: 'organization',
              period: `2025-${String(1 + (n % 12)).padStart(2, '0')}`,
              periods: 12,
            },
            now,
          ),
        ),
    ],
    [
      'audit trail of a deal',
      (n) =>
        trail.execute(
          new GetAuditTrail(ledger, `deal/D-${1 + ((n * 997) % Math.floor(entries / 3))}`, {}),
        ),
    ],
    [
      'audit by actor, a page of 50',
      (n) => search.execute(new SearchAuditTrail(ledger, { actor: `user/u-${n % 50}`, limit: 50 })),
    ],
  ];
  for (const [name, work] of works) await time(name, work);
}

async function time(name: string, work: (n: number) => Promise<unknown>): Promise<void> {
  for (let n = 0; n < 20; n += 1) await work(n); // warm
  const times: number[] = [];
  const cpu = process.cpuUsage();
  for (let n = 0; n < questions; n += 1) {
    const begun = performance.now();
    await work(n);
    times.push(performance.now() - begun);
  }
  const { user, system } = process.cpuUsage(cpu);
  const cpuMs = ((user + system) / 1_000 / questions).toFixed(2).padStart(6);
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(share * (times.length - 1))] ?? NaN;
  const [p50, p99] = [at(0.5).toFixed(2).padStart(7), at(0.99).toFixed(2).padStart(7)];
  const verdict = at(0.99) <= barMs ? 'reached' : 'missed';
  say(
    `  ${name.padEnd(34)} p50 ${p50} ms   p99 ${p99} ms (bar ≤ ${barMs} ms: ${verdict})   ${cpuMs} ms of CPU each`,
  );
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .reduce((sum, one) => sum + statSync(join(one.parentPath, one.name)).blocks * 512, 0);
}

/** The process's own memory: mapped files are the kernel's to take back. */
function anonymousMb(): number {
  const { heapTotal, external } = process.memoryUsage();
  return (heapTotal + external) / 2 ** 20;
}

function shown(count: number): string {
  return count.toLocaleString('en');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
