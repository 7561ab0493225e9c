// Two of each service under load and watched from all sides, for specs that kill some of them; and what must hold afterwards.
import { partitionOf } from '../../../libs/event-log/src/kafka/partition.js';
import { Installation, type Role, type Service, partitions } from '../../e2e/installation.js';
import { type Api } from '../../e2e/testing.js';
import { caughtUp } from '../acme.js';
import { faultsIn, recordsOf, soldIn, unaskedIn, verified } from './audit.js';
import { stretchesOf } from './book.js';
import { Callers, type Told } from './callers.js';
import { Checkpoints } from './checkpoints.js';
import { Onlooker, Subscriber } from './followers.js';

/** Two in each partition. */
export const ledgers = Array.from({ length: partitions }, (_, partition) =>
  ['acme', 'bolt', 'cork', 'dune', 'edge', 'fern', 'gale', 'hill']
    .filter((ledger) => partitionOf(ledger, partitions) === partition)
    .slice(0, 2),
).flat();

const callersEach = 2;
const pauseMs = 20;
const readModelsMsMax = 120_000;
/** Commands that are asked again at the end, besides those of which nobody knew. */
const repeats = 100;

export class Trial {
  readonly callers = new Callers(() => this.apis('command'));
  private readonly subscribers: Subscriber[] = [];
  private readonly onlookers: Onlooker[] = [];
  private checkpoints: Checkpoints | undefined;

  private constructor(
    readonly installation: Installation,
    /** Those that a caller may find, of which some may be gone. */
    readonly services: Service[],
  ) {}

  static async begin(): Promise<Trial> {
    const installation = await Installation.begin();
    try {
      // The first one makes the master key.
      const first = await installation.start('command');
      const others = (['command', 'projection', 'projection', 'query', 'query'] as const).map(
        (role) => installation.start(role),
      );
      return new Trial(installation, [first, ...(await Promise.all(others))]);
    } catch (error) {
      await installation.end();
      throw error;
    }
  }

  async load(): Promise<void> {
    for (const ledger of ledgers) {
      const opening = { ledger, name: ledger, currency: 'GBP', timeZone: 'Europe/London' };
      const body = { ...opening, firstDay: '2026-01-01' };
      const person = { salesperson: 'sp-1', name: 'Ada' };
      for (const sent of [
        { ledger, path: '', body, key: `open-${ledger}` },
        { ledger, path: '/salespeople', body: person, key: 'ada' },
      ]) {
        this.callers.told.push(await this.callers.persist(sent));
      }
    }
    const queries = (): readonly Api[] => this.apis('query');
    this.subscribers.push(...ledgers.map((ledger) => new Subscriber(ledger, queries)));
    this.onlookers.push(...ledgers.map((ledger) => new Onlooker(ledger, queries)));
    this.checkpoints = new Checkpoints(this.installation.name, ledgers);
    this.callers.begin(ledgers, callersEach, pauseMs);
  }

  /** Whatever became of it; those that it killed are not asked for. */
  async end(): Promise<void> {
    const watching = [...this.subscribers, ...this.onlookers, this.checkpoints];
    await Promise.all([this.callers.end(), ...watching.map((one) => one?.end())]);
    await this.installation.end();
  }

  get living(): readonly Service[] {
    return this.services.filter(
      ({ child }) => child.exitCode === null && child.signalCode === null,
    );
  }

  /** Those that ended although nobody killed them. */
  get ended(): readonly string[] {
    return this.services
      .filter(({ child }) => child.exitCode !== null)
      .map(({ role, child }) => `a ${role} service ended with ${child.exitCode}`);
  }

  /** Waits for the last answers, and holds everything against the book: one sentence for each thing that is wrong. */
  async faults(): Promise<readonly string[]> {
    await this.callers.end();
    const { told } = this.callers;
    const stretches = await stretchesOf(this.installation);
    const records = recordsOf(stretches);
    const faults = [...faultsIn(stretches, told), ...unaskedIn(records, told)];
    const [queries] = this.apis('query');
    if (queries === undefined) throw new Error('there is no query service');
    await caughtUp(queries, readModelsMsMax);
    for (const subscriber of this.subscribers) {
      const { ledger, seen } = subscriber;
      const own = records.get(ledger) ?? [];
      await subscriber.reached(own.length);
      const other = own.findIndex(({ bytes }, n) => seen[n] !== Buffer.from(bytes).toString());
      if (other >= 0) faults.push(`${ledger}: a subscriber saw something else at ${other + 1}`);
      faults.push(...(await verified(queries, ledger, own)));
      const shown = await soldShown(queries, ledger, own.length);
      const sold = soldIn(ledger, told);
      if (shown !== sold) faults.push(`${ledger}: ${shown} is shown as sold, not ${sold}`);
    }
    faults.push(...(await this.untruths(told)));
    await this.checkpoints?.end();
    const entries = stretches.flat().flatMap((stretch) => stretch.entries);
    faults.push(...(this.checkpoints?.aheadOf(entries) ?? []));
    const watching = [...this.subscribers, ...this.onlookers, this.checkpoints];
    const blind = watching.filter((one) => (one?.looks ?? 0) === 0);
    if (blind.length > 0) faults.push(`${blind.length} of ${watching.length} saw nothing`);
    return [...faults, ...watching.flatMap((one) => one?.faults ?? [])];
  }

  /** Asked again, those of which nobody knew and others are told the same. */
  private async untruths(told: readonly Told[]): Promise<readonly string[]> {
    const untrue: string[] = [];
    const decided = told.filter(({ answer }) => answer.kind === 'recorded');
    const lost = decided.filter(({ wasLost }) => wasLost);
    for (const one of new Set([...lost, ...decided.slice(-repeats)])) {
      const { answer } = await this.callers.persist(one);
      const [first, again] = [one.answer, answer].map((said) => JSON.stringify(said));
      if (first !== again)
        untrue.push(`${one.ledger}: ${one.key} was told ${first}, then ${again}`);
    }
    return untrue;
  }

  /** How much was looked at, for whoever reads of the run. */
  get extent(): string {
    const { told, undecided } = this.callers;
    const count = (isCounted: (one: Told) => boolean): number => told.filter(isCounted).length;
    const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);
    return [
      `${count(({ answer }) => answer.kind === 'recorded')} commands recorded`,
      `${count(({ answer }) => answer.kind === 'refused')} refused`,
      `${count(({ wasLost }) => wasLost)} asked again because nobody knew`,
      `${sum(this.subscribers.map(({ seen }) => seen.length))} entries followed`,
      `${sum(this.subscribers.map(({ looks }) => looks))} event streams`,
      `${sum(this.onlookers.map(({ looks }) => looks))} answers of read models`,
      `${this.checkpoints?.looks ?? 0} looks at checkpoints`,
      `undecided: ${JSON.stringify(Object.fromEntries(undecided))}`,
    ].join(', ');
  }

  private apis(role: Role): readonly Api[] {
    return this.services.filter((one) => one.role === role).map(({ api }) => api);
  }
}

type Board = { readonly rows: readonly { readonly value: string }[] };

async function soldShown(api: Api, ledger: string, head: number): Promise<string> {
  const path = `/${ledger}/leaderboards/sales-amount?period=2026-Q1&after=${head}`;
  const { rows } = (await api.get(path)) as Board;
  return rows.map(({ value }) => value).join(' + ') || '0.00';
}
