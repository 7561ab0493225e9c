// A command service that is paused past its time, replaced, and goes on: not one entry of its writers appears after that,
// and those who had asked it are told the truth. SERVICE_SEED=<text> runs a failure again.
import { randomBytes } from 'node:crypto';
import { seededRandom } from '@ledger/connectors';
import { jest } from '@jest/globals';
import { partitionOf } from '../../../libs/event-log/src/kafka/partition.js';
import { Installation, partitions } from '../../e2e/installation.js';
import { lasting, until } from '../kafka/office.js';
import { faultsIn } from './audit.js';
import { type Stretch, stretchesOf, strangersIn } from './book.js';
import { type Answer, Callers, type Sent, type Told, ask, idOf } from './callers.js';

const seed = process.env['SERVICE_SEED'] ?? randomBytes(6).toString('hex');
const random = seededRandom(seed);
/** One in each partition. */
const ledgers = ['acme', 'bolt', 'gale', 'hill'].filter(
  (ledger, place, all) =>
    all.findIndex((one) => partitionOf(one, partitions) === partitionOf(ledger, partitions)) ===
    place,
);
const callerCount = 24;

jest.setTimeout(240_000);

/** Sends commands to one service, each once, as fast as it answers. */
class OneShots {
  readonly told: { readonly sent: Sent; readonly answer: Answer | undefined }[] = [];
  private isOver = false;
  private readonly calling: Promise<void>[];

  constructor(private readonly url: string) {
    this.calling = Array.from({ length: callerCount }, (_, caller) => this.call(caller));
  }

  async end(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.calling);
  }

  private async call(caller: number): Promise<void> {
    for (let n = 1; !this.isOver; n += 1) {
      const deal = `z-${caller}-${n}`;
      const ledger = ledgers[(caller + n) % ledgers.length] ?? '';
      const body = { deal, salesperson: 'sp-1', openedOn: '2026-01-05' };
      const sent = { ledger, path: '/deals', body, key: deal };
      const answer = await ask(this.url, sent).catch(() => undefined);
      this.told.push({ sent, answer });
    }
  }
}

describe(`a zombie among command services (seed ${seed})`, () => {
  let installation: Installation;
  beforeEach(async () => {
    installation = await Installation.begin();
  });
  afterEach(() => installation.end());

  it('writes nothing more, and tells the truth to those who had asked it', async () => {
    const zombie = await installation.start('command');
    const heir = await installation.start('command');
    const founding = new Callers(() => [zombie.api, heir.api]);
    for (const ledger of ledgers) {
      const opening = { ledger, name: ledger, currency: 'GBP', timeZone: 'Europe/London' };
      const body = { ...opening, firstDay: '2026-01-01' };
      await founding.persist({ ledger, path: '', body, key: `open-${ledger}` });
      const person = { salesperson: 'sp-1', name: 'Ada' };
      await founding.persist({ ledger, path: '/salespeople', body: person, key: 'ada' });
    }

    const shots = new OneShots(zombie.api.url);
    const enough = random.whole(20, 60);
    await until(`${enough} answers`, () => shots.told.length >= enough);
    zombie.child.kill('SIGSTOP');
    const before = shots.told.length;
    const stopped = await stretchesOf(installation);

    const heirs = new Callers(() => [heir.api]);
    const answers: Told[] = [];
    for (const ledger of ledgers) {
      const body = { deal: 'heir', salesperson: 'sp-1', openedOn: '2026-01-06' };
      answers.push(await heirs.persist({ ledger, path: '/deals', body, key: 'heir' }));
    }
    const replaced = await stretchesOf(installation);
    expect(takenOver(stopped, replaced)).toBeGreaterThan(0);

    await lasting(random.whole(0, 2_000));
    zombie.child.kill('SIGCONT');
    await until('those who waited are answered', () => shots.told.length >= before + callerCount);
    await shots.end();
    // It serves on, whoever decides by now.
    for (const ledger of ledgers) {
      const body = { deal: 'after', salesperson: 'sp-1', openedOn: '2026-01-07' };
      const after = new Callers(() => [zombie.api]);
      answers.push(await after.persist({ ledger, path: '/deals', body, key: 'after' }));
    }

    const stretches = await stretchesOf(installation);
    expect(strangersIn(stretches)).toEqual([]);
    for (const { sent, answer } of shots.told) answers.push(toldOf(sent, answer, stretches));
    expect(faultsIn(stretches, answers)).toEqual([]);
    // What nobody knew is told when it is asked again: as it stands in the book, or as recorded now.
    const lost = shots.told.filter(({ answer }) => isUnknown(answer));
    const again: Told[] = [];
    for (const { sent } of lost) again.push(await heirs.persist(sent));
    expect(again.map(({ answer }) => answer.kind)).toEqual(lost.map(() => 'recorded'));
    expect(
      faultsIn(await stretchesOf(installation), [...answers.filter(isSure), ...again]),
    ).toEqual([]);
  });
});

/** How many writers have come since. */
function takenOver(
  before: readonly (readonly Stretch[])[],
  after: readonly (readonly Stretch[])[],
): number {
  return after.flat().length - before.flat().length;
}

const unknown: readonly string[] = ['outcome-unknown', 'answer-timed-out'];

/** Nothing is promised: it is there or it is not. */
function isUnknown(answer: Answer | undefined): boolean {
  return answer === undefined || (answer.kind === 'undecided' && unknown.includes(answer.code));
}

const isSure = ({ wasLost }: Told): boolean => !wasLost;

/** One that is not known is held against nothing: as told it counts what stands in the book. */
function toldOf(
  sent: Sent,
  answer: Answer | undefined,
  stretches: readonly (readonly Stretch[])[],
): Told {
  const commandId = idOf(sent);
  const told = { ...sent, commandId, wasLost: isUnknown(answer) };
  if (answer !== undefined && !isUnknown(answer)) return { ...told, answer };
  const found = stretches
    .flat()
    .flatMap(({ entries }) => entries)
    .find(({ record }) => Buffer.from(record.bytes).includes(`"commandid":"${commandId}"`));
  const sequence = found?.record.sequence ?? 0;
  return { ...told, answer: { kind: 'recorded', sequence, entries: sequence === 0 ? 0 : 1 } };
}
