// Projection services over Kafka and MongoDB that are killed and rebuild: every entry counts once, and readers never see one
// vanish. PROJECTION_KILLS=<n> runs more rounds, REBUILD_ENTRIES=<n> imports more, PROJECTION_SEED=<text> a failure again.
import { randomBytes } from 'node:crypto';
import { jest } from '@jest/globals';
import { seededRandom } from '@ledger/connectors';
import { Installation, type Service, killed } from '../e2e/installation.js';
import { patient } from '../e2e/persistently.js';
import { type Api } from '../e2e/testing.js';
import { Load, lasting } from './load.js';
import { auditedIn, importWide, listedIn, rankedIn } from './wide-import.js';
import { type Acme, openAcme, recoveryMsMax, until, verified } from './acme.js';

const kills = Number(process.env['PROJECTION_KILLS'] ?? 2);
const entriesMin = Number(process.env['REBUILD_ENTRIES'] ?? 1_500);
const seed = process.env['PROJECTION_SEED'] ?? randomBytes(6).toString('hex');
const random = seededRandom(seed);
const importers = 64;
/** Beside them; they never pause. */
const callers = 16;
const longMsMax = 60_000 + entriesMin * 10;

jest.setTimeout(240_000 + 60_000 * kills + entriesMin * 20);

type Line = {
  readonly done: number;
  readonly total: number;
  readonly finished: boolean;
  readonly entriesPerSecond?: number;
};

describe(`projection services (seed ${seed})`, () => {
  let installation: Installation;
  let load: Load;
  let commands: Api;
  let queries: Api;
  let folds: Service;
  let acme: Acme;
  beforeAll(async () => {
    installation = await Installation.begin();
    ({ api: commands } = await installation.start('command'));
    folds = await installation.start('projection');
    ({ api: queries } = await installation.start('query'));
    acme = await openAcme(commands, queries);
    load = new Load({ commands: [commands], queries: [queries] }, acme.salesperson, callers);
  });
  afterAll(async () => {
    await load?.stop();
    await installation?.end();
  });

  it(`are killed ${kills} times at any moment, and go on exactly where they were`, async () => {
    for (let round = 1; round <= kills; round += 1) {
      load.start();
      const enough = load.acknowledged.size + 20;
      await until('commands are answered', () => load.acknowledged.size >= enough);
      await lasting(random.whole(0, 3_000));
      await killed(folds.child);
      await lasting(random.whole(0, 1_000));
      folds = await installation.start('projection');
      await lasting(random.whole(0, 2_000));
      await load.stop();
      await load.settleAll(recoveryMsMax);
      const { entries } = await verified(queries, longMsMax);
      expect(entries).toBe(load.acknowledged.size + acme.entries);
      expect(load.faults).toEqual([]);
    }
  });

  it(`rebuild ${entriesMin} entries that ${importers} callers import at once, and count every one`, async () => {
    const { api: second } = await installation.start('command');
    const asked = patient(queries);
    const wide = importWide([commands, second], { callers: importers, entriesMin }, random);
    wide.catch(() => undefined); // it is looked at below
    const half = acme.entries + load.acknowledged.size + entriesMin / 2;
    await until('half is recorded', async () => (await asked.head('acme')) >= half, longMsMax);
    const rebuilding = rebuilt(folds.api, 'measure'); // while entries arrive
    load.start();
    const enough = load.acknowledged.size + 300;
    await until('commands are answered', () => load.acknowledged.size >= enough, longMsMax);
    await load.stop();
    expect((await rebuilding).at(-1)).toMatchObject({ finished: true });
    await load.settleAll(recoveryMsMax);
    const imported = await wide;
    const opened = load.acknowledged.size;
    const all = { ...imported, deals: imported.deals + opened };
    const entries = acme.entries + all.deals + all.won + all.lost;
    for (const round of ['after those', 'after all are built anew at rest']) {
      expect([round, await verified(asked, longMsMax)]).toEqual([round, { entries }]);
      expect([round, await listedIn(asked)]).toEqual([round, all]);
      expect([round, await rankedIn(asked)]).toEqual([round, all]);
      const audited = [undefined, 'DealOpened', 'DealWon', 'DealLost'];
      const told = await Promise.all(audited.map((type) => auditedIn(asked, type)));
      expect([round, told]).toEqual([round, [entries, all.deals, all.won, all.lost]]);
      if (round === 'after those') await rebuiltAll(folds.api);
    }
    expect(load.faults).toEqual([]);
  });

  it('share a rebuild: one goes on where the other is killed, and moves on to what it did not begin', async () => {
    const other = await installation.start('projection');
    let isDone = false;
    const seen = falling(queries, () => isDone);
    load.start();
    expect(await begun(folds.api, 'deal')).toMatchObject({ finished: false });
    await killed(folds.child);
    await until('it serves', async () => (await fillingOf(queries, 'deal')) === undefined);
    // Asked of one, the other moves on without an end of its own.
    folds = await installation.start('projection');
    expect((await rebuilt(folds.api, 'deal')).at(-1)).toMatchObject({ finished: true });
    await load.stop();
    await verified(queries, longMsMax);
    isDone = true;
    expect(await seen).toEqual([]);
    expect([other.child.exitCode, other.child.signalCode]).toEqual([null, null]);
    await killed(folds.child);
    load.start();
    const enough = load.acknowledged.size + 20;
    await until('commands are answered', () => load.acknowledged.size >= enough);
    await load.stop();
    await verified(queries); // by the other one alone
    expect(load.faults).toEqual([]);
  });
});

/** @returns every line of progress */
async function rebuilt({ url }: Pick<Api, 'url'>, projection: string): Promise<readonly Line[]> {
  const answer = await fetch(`${url}/v1/projections/${projection}/rebuild`, { method: 'POST' });
  const lines = (await answer.text()).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Line);
}

async function rebuiltAll({ url }: Api): Promise<void> {
  const { projections } = (await (await fetch(`${url}/v1/projections`)).json()) as {
    readonly projections: readonly { readonly name: string }[];
  };
  expect(projections.length).toBeGreaterThan(5);
  for (const { name } of projections) {
    expect((await rebuilt({ url }, name)).at(-1)).toMatchObject({ finished: true });
  }
}

/** The first line; whoever asked is cut off with the service that it asked. */
async function begun({ url }: Api, projection: string): Promise<Line> {
  const answer = await fetch(`${url}/v1/projections/${projection}/rebuild`, { method: 'POST' });
  for await (const chunk of answer.body ?? []) {
    const [line = ''] = new TextDecoder().decode(chunk as Uint8Array).split('\n');
    return JSON.parse(line) as Line;
  }
  throw new Error('the rebuild says nothing');
}

/** undefined where none fills */
async function fillingOf({ url }: Api, projection: string): Promise<unknown> {
  const answer = await fetch(`${url}/v1/projections`);
  if (answer.status === 503) return 'not known';
  expect(answer.status).toBe(200);
  const { projections } = (await answer.json()) as {
    projections: { name: string; filling?: object }[];
  };
  return projections.find(({ name }) => name === projection)?.filling;
}

/** Sequences that were shown after a later one had been. */
async function falling(api: Api, isOver: () => boolean): Promise<readonly string[]> {
  const fallen: string[] = [];
  let last = 0;
  for (; !isOver(); await lasting(5)) {
    const { truth } = (await api.get('/acme/deals?limit=1')) as {
      readonly truth?: { readonly sequence: number };
    };
    if (truth === undefined) continue; // a busy server
    if (truth.sequence < last) fallen.push(`${truth.sequence} after ${last}`);
    last = truth.sequence;
  }
  return last === 0 ? ['nothing was shown'] : fallen;
}
