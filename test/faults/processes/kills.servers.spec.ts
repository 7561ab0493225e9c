// Two of each service on Kafka and MongoDB, and kill -9 of one after another under load: invariants I1 to I10 hold, and
// commands are answered again soon. SERVICE_KILLS=<n> kills more of them, SERVICE_KILL_EVERY_MS=<ms> at other times,
// SERVICE_SEED=<text> the same ones again.
import { randomBytes } from 'node:crypto';
import { seededRandom } from '@ledger/connectors';
import { jest } from '@jest/globals';
import { type Role, type Service, killed } from '../../e2e/installation.js';
import { until } from '../acme.js';
import { lasting } from '../kafka/office.js';
import { Trial, ledgers } from './trial.js';

const given = process.env['SERVICE_KILLS'];
const kills = Number(given ?? 3);
const everyMs = Number(
  process.env['SERVICE_KILL_EVERY_MS'] ?? (given === undefined ? 2_000 : 20_000),
);
const seed = process.env['SERVICE_SEED'] ?? randomBytes(6).toString('hex');
const random = seededRandom(seed);
/** A killed service is started again on its own folder after this long at most, as a supervisor would. */
const supervisorMsMax = 3_000;
const answeredMs = 15_000;
/** With a margin of three where the whole suite runs on the machine as well. */
const answeredMsMax = given === undefined ? 3 * answeredMs : answeredMs;
/** Whoever is later than that is not waited for. */
const waitMsMax = 120_000;

jest.setTimeout(300_000 + kills * (everyMs + waitMsMax));

/** The first three are one of each; then it may be any. */
const roles: readonly Role[] = ['command', 'projection', 'query'];

type Kill = { readonly role: Role; readonly answeredMs: number };

describe(`kill -9 of services (seed ${seed}, ${kills} kills)`, () => {
  let trial: Trial;
  beforeEach(async () => {
    trial = await Trial.begin();
  });
  afterEach(() => trial?.end());

  it('loses nothing, records nothing twice, and commands are answered again', async () => {
    await trial.load();
    const begunMs = performance.now();
    const coming: Promise<number>[] = [];
    const made: Kill[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      await lasting(begunMs + (kill + 1) * everyMs - performance.now());
      expect(trial.ended).toEqual([]);
      const victim = await victimOf(roles[kill]);
      const killedMs = performance.now();
      await killed(victim.child);
      const starting = startedAgain(victim);
      starting.catch(() => undefined); // waited for below
      coming.push(starting);
      const waiting = { ledgers, waitMsMax };
      const answeredMs = await trial.callers.answeredSince(killedMs, waiting);
      made.push({ role: victim.role, answeredMs });
    }
    const startedMs = await Promise.all(coming);
    await lasting(everyMs);
    expect(trial.ended).toEqual([]);
    const seconds = Math.round((performance.now() - begunMs) / 1_000);
    const faults = await trial.faults();
    const started = `started again in ${spread(startedMs)}`;
    process.stderr.write(`${seconds} s; ${told(made)}; ${started}; ${trial.extent}\n`);
    expect(faults).toEqual([]);
    expect(Math.max(...made.map(({ answeredMs }) => answeredMs))).toBeLessThanOrEqual(
      answeredMsMax,
    );
  });

  /** Any one, or any of the role, whose neighbour lives. */
  async function victimOf(role: Role | undefined): Promise<Service> {
    const victims = (): readonly Service[] =>
      trial.living.filter(
        (one) =>
          (role ?? one.role) === one.role &&
          trial.living.some((other) => other !== one && other.role === one.role),
      );
    await until('a service has a neighbour', () => victims().length > 0);
    const victim = victims()[random.whole(0, victims().length - 1)];
    if (victim === undefined) throw new Error('there is no service');
    return victim;
  }

  /** On its own folder, after a while. @returns how long it took to start */
  async function startedAgain(victim: Service): Promise<number> {
    await lasting(random.whole(0, supervisorMsMax));
    const begunMs = performance.now();
    const own = { SALES_LEDGER_DATA: victim.place };
    trial.services[trial.services.indexOf(victim)] = await trial.installation.start(
      victim.role,
      own,
    );
    return performance.now() - begunMs;
  }
});

/** How soon commands were answered after a kill of each. */
function told(kills: readonly Kill[]): string {
  const words = roles.map((role) => {
    const own = kills.filter((one) => one.role === role);
    const answered = spread(own.map(({ answeredMs }) => answeredMs));
    return `${own.length} ${role} services killed, commands answered after ${answered}`;
  });
  return words.join('; ');
}

/** Half of them, and all, within so many seconds. */
function spread(timesMs: readonly number[]): string {
  const sorted = timesMs.toSorted((a, b) => a - b);
  const seconds = (ms = 0): string => (ms / 1_000).toFixed(1);
  return `${seconds(sorted[Math.ceil(sorted.length / 2) - 1])} s (p50), ${seconds(sorted.at(-1))} s (worst)`;
}
