// Commands over HTTP through one and two command services on Kafka, beside raw idempotent kafkajs sends of the same bytes and
// beside a bare server that stores nothing: in turns in one run. Then how long after its acknowledgement a deal's row is
// seen at a query service, at rest and under load.
import { partitionOf } from '@ledger/event-log/kafka/partition.js';
import { Installation } from './installation.js';
import { type Sending, type Sent, allTaken, sent } from './load.js';
import { RawKafka } from './raw-kafka.js';
import { type Server, openLedger, post, start, stop } from './server.js';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const seconds = Number(process.env['BENCH_SECONDS'] ?? 2);
const lags = Number(process.env['BENCH_LAGS'] ?? 200);
const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',');
const mongodbUrl = process.env['MONGODB_URL'] ?? '';
if (brokers[0] === '' || mongodbUrl === '') {
  throw new Error('KAFKA_BROKERS and MONGODB_URL are not set: npm run bench starts both');
}
const loads = [1, 64, 512];
const lagSecondsMax = 8;
/** Longer than it takes on any machine on which the figures would mean something. */
const waitSecondsMax = 60;
let asked = 0;
const partitions = 2;
const firstDay = '2026-01-01';
const deal = {
  salesperson: 'sp-1',
  amount: '1054.00',
  stage: 'Prospecting',
  openedOn: '2026-03-02',
};
const body = JSON.stringify(deal);
/** About what the entry of such a deal takes. */
const bytes = Buffer.alloc(700, 'x');
/** One for each partition, so that two services have one each. */
const ledgers = Array.from({ length: partitions }, (_, partition) => ledgerIn(partition));

const installation = new Installation(brokers, mongodbUrl, partitions);
const raw = new RawKafka(brokers, `${installation.name}.raw`);
const bare = await start('bench/bare-server.js', {});
try {
  await raw.open();
  const first = await installation.start('command');
  await installation.start('projection');
  const queries = await installation.start('query');
  for (const ledger of ledgers) await seed(first.url, ledger);
  const alone = new Map<number, number>();
  for (const inFlight of loads) alone.set(inFlight, await compareOne(first, inFlight));
  const second = await installation.start('command');
  await settled([first, second]);
  for (const inFlight of loads) await compareTwo([first, second], inFlight, alone.get(inFlight));
  await measureLag('at rest', first, queries);
  const load = sent({ ...through(second, 16), seconds: lagSecondsMax });
  await measureLag('beside 16 in flight', first, queries);
  const { perSecond } = await load;
  say(`(meanwhile ${shown(perSecond)} commands/s)`);
} finally {
  await Promise.all([installation.end(), stop(bare), raw.close([])]);
}

/** The first of some ids that falls into the partition. */
function ledgerIn(partition: number): string {
  for (let n = 0; ; n += 1)
    if (partitionOf(`bench-${n}`, partitions) === partition) return `bench-${n}`;
}

async function seed(url: string, ledger: string): Promise<void> {
  await openLedger(url, firstDay, ledger);
  const salesperson = { salesperson: 'sp-1', name: 'Sales Person', effectiveOn: firstDay };
  await post(`${url}/v1/ledgers/${ledger}/salespeople`, salesperson);
}

function through({ url }: Server, connections: number): Sending {
  const urls = ledgers.map((ledger) => `${url}/v1/ledgers/${ledger}/deals`);
  return { urls, body, connections, seconds };
}

/** Resolves when both decide: a group assigns each of them a partition. */
async function settled(services: readonly Server[]): Promise<void> {
  const inTime = deadline();
  for (;;) {
    for (const service of services) await sent({ ...through(service, 1), seconds: 1 });
    const decided = await Promise.all(services.map(commandsDecidedBy));
    if (decided.every((count) => count > 0)) return;
    const seen = services.map(({ url }, n) => `${url} decided ${decided[n]} commands`);
    inTime(`a partition for each command service: ${seen.join(', ')}`);
  }
}

/** @returns what throws once it is too late, saying what did not come */
function deadline(): (awaited: string) => void {
  const until = performance.now() + 1_000 * waitSecondsMax;
  return (awaited) => {
    if (performance.now() < until) return;
    throw new Error(`after ${waitSecondsMax} s there is still not ${awaited}`);
  };
}

async function commandsDecidedBy({ url }: Server): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const counts = text.matchAll(/^sales_ledger_commands_total\{.*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** @returns commands per second */
async function compareOne(service: Server, inFlight: number): Promise<number> {
  const [floors, bares, reached]: [number[], Sent[], Sent[]] = [[], [], []];
  await sent(through(service, inFlight)); // warms up
  for (let round = 0; round < rounds; round += 1) {
    floors.push(await rawSends(inFlight));
    bares.push(await allTaken({ ...through(bare, inFlight), body }));
    reached.push(await allTaken(through(service, inFlight)));
  }
  const floor = middle(floors, (one) => one);
  const empty = print(`bare server, ${inFlight} in flight`, bares);
  const { perSecond } = print(`one command service, ${inFlight} in flight`, reached);
  say(`raw kafkajs, single sends, ${inFlight} in flight: ${shown(floor)}/s`);
  const beside = [
    ratio(perSecond, floor, 'raw sends'),
    ratio(perSecond, empty.perSecond, 'the bare server'),
  ];
  say(`ratio ${beside.join(', ')} (no bar over HTTP)\n`);
  return perSecond;
}

/** Each service gets half of the load for each ledger, and so has to pass half of that on. */
async function compareTwo(
  services: readonly Server[],
  inFlight: number,
  alone: number | undefined,
): Promise<void> {
  const [floors, reached]: [number[], Sent[]] = [[], []];
  const loaded = services.slice(0, inFlight);
  const load = (): Promise<Sent[]> =>
    Promise.all(loaded.map((one) => allTaken(through(one, inFlight / loaded.length))));
  await load(); // warms up
  for (let round = 0; round < rounds; round += 1) {
    floors.push(await rawSends(inFlight));
    reached.push(together(await load()));
  }
  const { perSecond } = print(`two command services, ${inFlight} in flight`, reached);
  const beside = [
    ratio(
      perSecond,
      middle(floors, (one) => one),
      'raw sends',
    ),
    ratio(perSecond, alone ?? NaN, 'one service'),
  ];
  say(`ratio ${beside.join(', ')} (no bar over HTTP)\n`);
}

/** Per second. */
async function rawSends(inFlight: number): Promise<number> {
  const until = performance.now() + 1_000 * seconds;
  let count = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() < until) {
      await raw.send([bytes]);
      count += 1;
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: inFlight }, caller));
  return (1_000 * count) / (performance.now() - begun);
}

/** From the acknowledgement of a deal until a query service shows it, asked again and again. */
async function measureLag(when: string, commands: Server, queries: Server): Promise<void> {
  const tookMs: number[] = [];
  const until = performance.now() + 1_000 * lagSecondsMax;
  while (tookMs.length < lags && performance.now() < until) {
    const [ledger = ''] = ledgers;
    const id = `lag-${(asked += 1)}`;
    const deals = `v1/ledgers/${ledger}/deals`;
    await post(`${commands.url}/${deals}`, { ...deal, deal: id }, id);
    const begun = performance.now();
    const inTime = deadline();
    for (;;) {
      const { status } = await fetch(`${queries.url}/${deals}/${id}`);
      if (status === 200) break;
      inTime(`the acknowledged deal ${id} at ${queries.url}, which answers ${status}`);
    }
    tookMs.push(performance.now() - begun);
  }
  tookMs.sort((a, b) => a - b);
  const at = (share: number): string =>
    (tookMs[Math.floor(share * (tookMs.length - 1))] ?? NaN).toFixed(0);
  say(
    `from acknowledgement to visible row, ${when}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms of ${tookMs.length} (no bar)`,
  );
}

/** What several loads at once came to; latencies are the worse ones. */
function together(all: readonly Sent[]): Sent {
  const [sum, worst] = [
    (of: (one: Sent) => number) => all.reduce((total, one) => total + of(one), 0),
    (of: (one: Sent) => number) => Math.max(...all.map(of)),
  ];
  return {
    answered: sum((one) => one.answered),
    perSecond: sum((one) => one.perSecond),
    p50Ms: worst((one) => one.p50Ms),
    p99Ms: worst((one) => one.p99Ms),
    refused: sum((one) => one.refused),
  };
}

function middle<T>(all: readonly T[], by: (one: T) => number): T {
  const found = all.toSorted((a, b) => by(a) - by(b))[Math.floor(all.length / 2)];
  if (found === undefined) throw new Error('no rounds were measured');
  return found;
}

function print(what: string, all: readonly Sent[]): Sent {
  const found = middle(all, (one) => one.perSecond);
  const { perSecond, p50Ms, p99Ms } = found;
  say(`${what.padEnd(44)} ${shown(perSecond).padStart(7)}/s   p50 ${p50Ms} ms   p99 ${p99Ms} ms`);
  return found;
}

function ratio(one: number, other: number, what: string): string {
  return `${(one / other).toFixed(2)} × ${what}`;
}

function shown(count: number): string {
  return Math.round(count).toLocaleString('en');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
