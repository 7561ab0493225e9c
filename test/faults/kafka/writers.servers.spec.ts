// Writers that fight for a partition. KAFKA_ROUNDS=<n> runs more rounds; KAFKA_SEED=<text> runs a failure again.
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { seededRandom } from '@ledger/connectors';
import { memoryEntryIndex } from '@ledger/event-log/memory/entry-index.js';
import { Logger } from '@nestjs/common';
import { jest } from '@jest/globals';
import { deleteTopic, freshOptions } from '../../../libs/event-log/src/kafka/testing.js';
import { type KafkaLogOptions } from '../../../libs/event-log/src/kafka/settings.js';
import { audit } from './audit.js';
import { type Office, type Told, lasting, openOffice, until } from './office.js';
import { type ZombieSays } from './zombie.js';

const rounds = Number(process.env['KAFKA_ROUNDS'] ?? 6);
const seed = process.env['KAFKA_SEED'] ?? randomBytes(6).toString('hex');
const random = seededRandom(seed);

Logger.overrideLogger(false); // failures are provoked here
jest.setTimeout(120_000);

describe(`writers (seed ${seed}, ${rounds} rounds)`, () => {
  const offices: Office[] = [];
  const opened = async (name: string, options: KafkaLogOptions): Promise<Office> => {
    const office = await openOffice(name, { ...options, index: memoryEntryIndex() });
    offices.push(office);
    return office;
  };

  let child: ChildProcess | undefined;
  let options: KafkaLogOptions;
  afterEach(async () => {
    child?.kill('SIGKILL');
    for (const office of offices.splice(0)) await office.close();
    await deleteTopic(options);
  });

  const faultless = async (told: readonly Told[]): Promise<readonly string[]> => {
    const { faults, writers } = await audit(options, told);
    expect(faults).toEqual([]);
    return writers;
  };

  it('take the partition from one another at any moment, and the log holds what each was told', async () => {
    options = freshOptions();
    let [owner, other] = [await opened('a', options), await opened('b', options)];
    await owner.start();
    let fights = 0;
    for (let round = 0; round < rounds; round += 1) {
      const now = owner;
      const enough = now.acknowledged() + random.whole(1, 300);
      await until(`${now.name} has ${enough} answers`, () => now.acknowledged() >= enough);
      fights += await replaced(owner, other);
      [owner, other] = [other, owner];
    }
    const [last, enough] = [owner, owner.acknowledged() + 1];
    await until('the last one writes', () => last.acknowledged() >= enough);
    await Promise.all(offices.map((office) => office.close()));
    const writers = await faultless(offices.flatMap((office) => office.told));
    expect(writers).toEqual(writers.map((_, turn) => (turn % 2 === 0 ? 'user/a' : 'user/b')));
    expect(writers.length).toBeGreaterThan(rounds / 2);
    expect(offices.reduce((sum, office) => sum + office.fenced(), 0)).toBe(fights);
  });

  it.each([1, 2])(
    'one paused past its time writes nothing more and takes nothing back (%i)',
    async () => {
      // Shorter times, so that the pause may be shorter as well.
      const limits = { idleMs: 250, stepMsMax: 1_000, requestMsMax: 800 };
      options = freshOptions({ limits });
      const zombie = startZombie(options);
      child = zombie.child;
      const enough = random.whole(50, 400);
      await until(`the zombie has ${enough} answers`, () => zombie.told.length >= enough);
      zombie.child.kill('SIGSTOP');
      const heir = await opened('heir', options);
      await heir.start();
      await lasting(limits.stepMsMax + random.whole(100, 800));
      zombie.child.kill('SIGCONT');
      expect(await zombie.closed).toBe(1); // counted as fenced, once
      expect(heir.fenced()).toBe(0);
      const more = heir.acknowledged() + 100;
      await until('the heir goes on', () => heir.acknowledged() >= more);
      await heir.close();
      const writers = await faultless([...zombie.told, ...heir.told]);
      expect(writers).toEqual(['user/zombie', 'user/heir']);
    },
  );
});

/**
 * An owner that is fenced before it can read of the other one takes the partition back: then the other one is fenced, and
 * tries again.
 * @returns how often one of the two was fenced
 */
async function replaced(owner: Office, other: Office): Promise<number> {
  for (let fights = 1; ; fights += 1) {
    await other.start();
    const down = [owner, other].map(async (office) => office.steppedDown().then(() => office));
    if ((await Promise.race(down)) === owner) return fights;
  }
}

/** From its start on. */
const noticedMsMax = 40_000;

type Zombie = {
  readonly child: ChildProcess;
  readonly told: readonly Told[];
  /** When it has noticed that it is replaced, and has answered everybody: how often it counted itself as fenced. */
  readonly closed: Promise<number>;
};

function startZombie({ index: _, ...options }: KafkaLogOptions): Zombie {
  const told: Told[] = [];
  const child = fork('test/faults/kafka/zombie.ts', [JSON.stringify(options)], {
    execArgv: ['--import', './test/servers/typescript.mjs'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const closed = new Promise<number>((resolve, reject) => {
    const blind = (): void => reject(new Error('the zombie did not notice that it is replaced'));
    child.on('exit', blind);
    setTimeout(blind, noticedMsMax).unref();
    child.on('message', (said: ZombieSays) => {
      if (said.kind === 'told') told.push(said.told);
      if (said.kind === 'closed') resolve(said.fenced);
    });
  });
  closed.catch(() => undefined); // where another expectation fails before
  return { child, told, closed };
}
