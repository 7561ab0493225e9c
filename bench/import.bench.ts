// Bulk import through the deal's real deciders, beside raw lmdb transactions of 1,000 of the same bytes: in turns in one
// run, so that ratios mean something on any machine. Then a CSV file through the real route, for which there is no floor.
// Bars: bench/README.md.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lmdbEventLog } from '@ledger/event-log/lmdb/event-log.js';
import { memoryKeyStore } from '@ledger/key-store/memory/key-store.js';
import {
  type Command,
  type SealedSubmission,
  firstPrevHash,
  modelOf,
  realEnvironment,
  submission,
} from '@ledger/ledger';
import { CommandSealing, Writer, WriterState, lmdbStateStore } from '@ledger/runtime';
import { slices } from '@ledger/sales';
import { rawBulk } from './raw-lmdb.js';
import { openLedger, post, startStandalone, stop } from './server.js';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const deals = Number(process.env['BENCH_DEALS'] ?? 25_000);
const rows = Number(process.env['BENCH_ROWS'] ?? 20_000);
const people = 50;
const products = 20;
const inFlight = 2_000;
/** Prepared in stretches, so that memory is the ledger's and not the benchmark's. */
const sealedAtOnce = 10_000;
const bar = 0.4;
const firstDay = '2024-01-01';
const ledger = 'bench';

type Measured = { readonly perSecond: number; readonly cpuUs: number };
type Deal = readonly [opened: SealedSubmission, won: SealedSubmission];

const model = modelOf(slices);
const keys = await memoryKeyStore(Buffer.alloc(32, 7), realEnvironment);
const sealing = new CommandSealing(keys, slices);
const folder = mkdtempSync(join(tmpdir(), 'sales-ledger-bench-'));
let sent = 0;

try {
  await compare();
  await importCsv();
} finally {
  rmSync(folder, { recursive: true });
}

async function compare(): Promise<void> {
  const [floors, reached]: [Measured[], Measured[]] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    const place = join(folder, String(round));
    const { measured, bytes } = await importInto(place);
    const floor = await timed(bytes.length, () => rawBulk(join(place, 'raw'), bytes));
    rmSync(place, { recursive: true });
    if (round === 0) continue; // warms up
    floors.push(floor);
    reached.push(measured);
  }
  const [below, above] = [median(floors), median(reached)];
  print('raw lmdb, transactions of 1,000 of the same bytes', below);
  print(`deals opened and won, ${inFlight.toLocaleString('en')} in flight, sealed before`, above);
  const ratio = above.perSecond / below.perSecond;
  const verdict = ratio >= bar ? 'reached' : 'missed';
  say(`ratio ${ratio.toFixed(2)} × (bar ≥ ${bar} ×: ${verdict})`);
  say(`by CPU ${(below.cpuUs / above.cpuUs).toFixed(2)} ×`);
}

/** A ledger of its own, with people and products; then deals, each opened and won, as fast as they are taken. */
async function importInto(
  place: string,
): Promise<{ readonly measured: Measured; readonly bytes: readonly Uint8Array[] }> {
  const log = lmdbEventLog(join(place, 'log'));
  const state = new WriterState({
    partition: 0,
    store: lmdbStateStore(join(place, 'writer')),
    log,
    model,
  });
  const writer = new Writer({ partition: 0, log, state, model, environment: realEnvironment });
  await writer.start();
  for (const command of company()) await writer.submit(await sealed(command));
  const before = await log.head(ledger);
  let [tookMs, cpuUs] = [0, 0];
  for (let done = 0; done < deals; done += sealedAtOnce) {
    const count = Math.min(sealedAtOnce, deals - done);
    const waiting = (
      await Promise.all(Array.from({ length: count }, (_, index) => sealedDeal(done + index)))
    ).values();
    const caller = async (): Promise<void> => {
      for (const [opened, won] of waiting) {
        await writer.submit(opened);
        await writer.submit(won);
      }
    };
    const [begun, cpu] = [performance.now(), process.cpuUsage()];
    await Promise.all(Array.from({ length: inFlight }, caller));
    tookMs += performance.now() - begun;
    const { user, system } = process.cpuUsage(cpu);
    cpuUs += user + system;
  }
  const bytes: Uint8Array[] = [];
  const count = (await log.head(ledger)) - before;
  while (bytes.length < count) {
    for (const one of await log.read(ledger, before + bytes.length + 1, 4_000)) {
      bytes.push(one.bytes);
    }
  }
  await writer.stop();
  await log.close();
  const measured = { perSecond: (1_000 * count) / tookMs, cpuUs: cpuUs / count };
  return { measured, bytes };
}

async function timed(count: number, work: () => Promise<number>): Promise<Measured> {
  const cpu = process.cpuUsage();
  const perSecond = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond, cpuUs: (user + system) / count };
}

function company(): readonly Command[] {
  const opening = {
    type: 'OpenLedger',
    subject: `ledger/${ledger}`,
    data: {
      name: 'Bench',
      currency: 'USD',
      timeZone: 'UTC',
      firstDay,
      simulated: false,
      ledgerKeyHash: firstPrevHash,
    },
  };
  const team = {
    type: 'CreateTeam',
    subject: 'team/t-1',
    data: { name: 'Team', effectiveOn: firstDay },
  };
  const sellers = Array.from({ length: people }, (_, index) => {
    const subject = `salesperson/sp-${index}`;
    const data = { name: `Seller ${index}`, effectiveOn: firstDay };
    return [
      { type: 'AddSalesperson', subject, data },
      { type: 'AssignToTeam', subject, data: { team: 't-1', effectiveOn: firstDay } },
    ];
  }).flat();
  const offered = Array.from({ length: products }, (_, index) => ({
    type: 'AddProduct',
    subject: `product/p-${index}`,
    data: { name: `Product ${index}`, family: `f-${index % 4}` },
  }));
  return [opening, team, ...sellers, ...offered].map((command) => ({ ...command, ledger }));
}

async function sealedDeal(index: number): Promise<Deal> {
  const subject = `deal/D-${index}`;
  const day = new Date(Date.UTC(2024, 0, 1 + (index % 600))).toISOString().slice(0, 10);
  const amount = `${1_000 + (index % 900)}.00`;
  const opened = {
    type: 'OpenDeal',
    ledger,
    subject,
    data: {
      salesperson: `sp-${index % people}`,
      products: [`p-${index % products}`],
      amount,
      stage: 'Prospecting',
      openedOn: day,
    },
  };
  const won = { type: 'WinDeal', ledger, subject, data: { closedOn: day, amount } };
  return [await sealed(opened), await sealed(won)];
}

function sealed(command: Command): Promise<SealedSubmission> {
  sent += 1;
  return sealing.seal(
    submission(command, {
      actor: 'import/bench',
      assurance: 'stated',
      idempotencyKey: `bench-${sent}`,
      correlationId: `bench-${sent}`,
    }),
  );
}

async function importCsv(): Promise<void> {
  const server = await startStandalone(join(folder, 'served'));
  const lists = `${server.url}/v1/ledgers/${ledger}/imports?preset=`;
  try {
    await openLedger(server.url, firstDay);
    await post(
      `${lists}organization`,
      lines('salesperson', people, (at) => `Seller ${at}`),
    );
    await post(
      `${lists}products`,
      lines('product', products, (at) => `Product ${at}`),
    );
    const file = lines(
      'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value',
      rows,
      (at) => {
        const closed = new Date(Date.UTC(2024, 2, 1 + (at % 500))).toISOString().slice(0, 10);
        const who = `Seller ${at % people},Product ${at % products}`;
        return `D-${at},${who},,Won,2024-02-01,${closed},${1_000 + (at % 900)}`;
      },
    );
    const begun = performance.now();
    const answer = await post(`${lists}pipeline`, file);
    const perSecond = (1_000 * rows) / (performance.now() - begun);
    const last = answer.trimEnd().split('\n').at(-1) ?? '';
    if (!last.includes(`"recorded":${rows},`)) throw new Error(`not all rows count: ${last}`);
    print('rows of a CSV file over HTTP', { perSecond });
  } finally {
    await stop(server);
  }
}

function lines(header: string, count: number, line: (at: number) => string): string {
  return [header, ...Array.from({ length: count }, (_, at) => line(at)), ''].join('\n');
}

function median(all: readonly Measured[]): Measured {
  const middle = all.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor(all.length / 2)];
  if (middle === undefined) throw new Error('no rounds were measured');
  return middle;
}

function print(what: string, { perSecond, cpuUs }: Partial<Measured>): void {
  const rate = Math.round(perSecond ?? 0)
    .toLocaleString('en')
    .padStart(9);
  const cpu = cpuUs === undefined ? '' : `   ${cpuUs.toFixed(1)} us of CPU each`;
  say(`${what.padEnd(62)} ${rate}/s${cpu}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
