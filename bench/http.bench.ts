// Commands over HTTP beside a bare Nest + Fastify + ValidationPipe server that stores nothing: the same route, body and
// load, in turns in one run. The bar is 75 % (bench/README.md). Where others use the same cores, the CPU time that
// each server takes per request (Linux tells it) says more than the rate.
import { type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sent, allTaken } from './load.js';
import { type Server, openLedger, post, start, startStandalone, stop } from './server.js';

/** What the server took per request, in all its threads. */
type Load = Sent & { readonly cpuUs: number };

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const seconds = Number(process.env['BENCH_SECONDS'] ?? 5);
const barPercent = 75;
const firstDay = '2026-01-01';
const deal = JSON.stringify({
  salesperson: 'sp-1',
  amount: '1054.00',
  stage: 'Prospecting',
  openedOn: '2026-03-02',
});

const folder = mkdtempSync(join(tmpdir(), 'sales-ledger-bench-'));
const bare = await start('bench/bare-server.js', {});
const ours = await startStandalone(folder);
try {
  await seed(ours.url);
  await measure();
} finally {
  await Promise.all([stop(bare), stop(ours)]);
  rmSync(folder, { recursive: true });
}

async function measure(): Promise<void> {
  const loads: { bare: Load[]; ours: Load[] } = { bare: [], ours: [] };
  await load(bare);
  await load(ours);
  for (let round = 0; round < rounds; round += 1) {
    loads.bare.push(await load(bare));
    loads.ours.push(await load(ours));
  }
  const floor = median(loads.bare);
  const reached = median(loads.ours);
  const percent = Math.round((100 * reached.perSecond) / floor.perSecond);
  print('bare Nest + Fastify + ValidationPipe', floor);
  print('commands over HTTP, durable', reached);
  const verdict = percent >= barPercent ? 'reached' : 'missed';
  say(`ratio ${percent} % (bar ≥ ${barPercent} %: ${verdict})`);
  if (Number.isNaN(reached.cpuUs)) return;
  say(`by CPU ${Math.round((100 * floor.cpuUs) / reached.cpuUs)} %`);
}

async function seed(url: string): Promise<void> {
  await openLedger(url, firstDay);
  const salesperson = { salesperson: 'sp-1', name: 'Sales Person', effectiveOn: firstDay };
  await post(`${url}/v1/ledgers/bench/salespeople`, salesperson);
}

async function load({ url, process: server }: Server): Promise<Load> {
  const cpuMs = cpuMsOf(server);
  const urls = [`${url}/v1/ledgers/bench/deals`];
  const sent = await allTaken({ urls, body: deal, connections: 64, seconds });
  return { ...sent, cpuUs: (1_000 * (cpuMsOf(server) - cpuMs)) / sent.answered };
}

/** The kernel counts in hundredths of a second. */
function cpuMsOf({ pid }: ChildProcess): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return NaN;
  const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12])); // utime and stime, proc(5)
}

function median(loads: readonly Load[]): Load {
  const sorted = loads.toSorted((a, b) => a.perSecond - b.perSecond);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('no rounds were measured');
  return middle;
}

function print(what: string, { perSecond, p50Ms, p99Ms, cpuUs }: Load): void {
  const rate = Math.round(perSecond).toLocaleString('en').padStart(7);
  const cpu = Number.isNaN(cpuUs) ? '' : `   ${Math.round(cpuUs)} us of CPU each`;
  say(`${what.padEnd(38)} ${rate}/s   p50 ${p50Ms} ms   p99 ${p99Ms} ms${cpu}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
