// A ledger moves from a data folder to Kafka and MongoDB, killed again and again, and home; and beside a writer that is busy.
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { type CliOptions, cli, cliJson, serve, started } from '../cli.js';
import { lasting } from '../faults/load.js';
import { databaseUrl } from '../servers/testing.js';
import { done, importLists, serversIn, shownBy } from './moving.js';
import { persistently } from './persistently.js';
import { type Api, apiOf, inFolder, whileServed } from './testing.js';

const msMax = 400_000;
/** Shorter than it takes to import one batch. */
const lookMs = 10;

const lateComer = { name: 'Late Comer', salesperson: 'sp-late' };

function manyDeals(count: number): string {
  const rows = Array.from(
    { length: count },
    (_, n) => `M-${n},Ada Brandt,Router Pro,Konex,Won,2026-02-01,2026-02-03,100`,
  );
  return [
    'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value',
    ...rows,
  ].join('\n');
}

/** A writer that was fenced takes its partition back with the next command. */
function persisted(api: Api): Promise<number> {
  return persistently(() => api.post('/acme/salespeople', lateComer, 'late'));
}

/** The words that carry both files. */
const files = (name: string): readonly string[] => [
  ...['--keys', `${name}.keys`, '--passphrase-file', 'phrase.txt'],
];

type Moved = { readonly entries: number; readonly head: string };

/** Takes the ledger that `from` has to an empty folder, and everything that it shows there. */
async function movedHome(
  from: CliOptions,
  { folder, shown }: { readonly folder: string; readonly shown: unknown },
): Promise<void> {
  const home = { data: join(folder, 'home'), cwd: folder };
  const out = ['export', '--ledger', 'acme', '--to', 'two.jsonl', ...files('two')];
  const left = await cliJson<Moved>(from, ...out);
  const { entries, head } = left;
  const come = await cliJson(home, 'import', '--entries', 'two.jsonl', ...files('two'));
  expect(come).toEqual({ ledger: 'acme', entries, head, appended: entries });
  await done(home, 'export', '--to', 'three.jsonl');
  const [two, three] = await Promise.all(
    ['two', 'three'].map((name) => readFile(join(folder, `${name}.jsonl`))),
  );
  expect(two?.equals(three ?? Buffer.alloc(0))).toBe(true);
  await whileServed(home, async (api) => {
    expect(await shownBy(api, entries)).toEqual(shown);
    // Recorded on Kafka, answered here from the record; the writer goes on behind it.
    expect(await api.post('/acme/salespeople', lateComer, 'late')).toMatchObject({
      sequence: entries,
    });
    const another = { name: 'Back Home', salesperson: 'sp-home' };
    expect(await api.post('/acme/salespeople', another)).toMatchObject({ sequence: entries + 1 });
  });
  expect(await done(home, 'verify')).toContain('0 checks failed');
}

describe('a ledger on the move', () => {
  it(
    'is whole after its import was killed again and again, takes no command until then, and goes home with its bytes',
    () =>
      inFolder('killed', async (folder, embedded) => {
        await writeFile(join(folder, 'phrase.txt'), 'correct horse battery staple\n');
        await whileServed(embedded, async (api) => {
          await importLists(api);
          await api.import('acme', 'preset=pipeline', Buffer.from(manyDeals(4_000)));
        });
        await done(embedded, 'retire', '--goes-on-at', 'https://sales.example');
        await done(embedded, 'export', '--to', 'one.jsonl', ...files('one'));
        const servers = serversIn(folder, 1);
        const words = ['import', '--entries', 'one.jsonl', ...files('one')];
        const mover = servers.process('mover');
        const client = new MongoClient(databaseUrl(servers.name));
        const ledgers = client.db().collection<{ head: number }>('entry-index.ledgers');
        const headNow = async (): Promise<number> => (await ledgers.findOne())?.head ?? 0;
        const heads: number[] = [];
        try {
          for (let round = 0; round < 3; round += 1) {
            const before = await headNow();
            const child = started(mover, words);
            const closed = once(child, 'close');
            let isOver = false;
            void closed.then(() => (isOver = true));
            // Asked without a pause, MongoDB and this would take from the import what it starts with.
            while (!isOver && (await headNow()) === before) await lasting(lookMs);
            child.kill('SIGKILL');
            await closed;
            heads.push(await headNow());
          }
        } finally {
          await client.close();
        }
        const entries =
          (await readFile(join(folder, 'one.jsonl'), 'latin1')).split('\n').length - 1;
        expect(heads[0]).toBeGreaterThan(0);
        expect(heads[0]).toBeLessThan(entries);

        const served = await serve(servers.process('served'));
        const refused = await apiOf(served).send('/acme/salespeople', lateComer);
        expect(await refused.json()).toMatchObject({ status: 409, code: 'ledger-moving-in' });
        expect(await done(mover, ...words)).toContain(`${entries} entries`);
        // The same process goes on with it, once it is whole and resumed here; where it was, it stays retired.
        const resumed = await persistently(() => apiOf(served).post('/acme/resume', {}, 'resume'));
        expect([resumed, await persisted(apiOf(served))]).toEqual([entries + 1, entries + 2]);
        await whileServed(embedded, async (api) => {
          const late = await api.send('/acme/salespeople', lateComer);
          const detail = expect.stringContaining('https://sales.example') as string;
          expect(await late.json()).toMatchObject({ status: 409, code: 'ledger-retired', detail });
        });
        const shown = await shownBy(apiOf(served), entries + 2);
        const ada = expect.objectContaining({ name: 'Ada Brandt', value: '403300.00' }) as object;
        expect(shown[0]).toContainEqual(ada);
        await served.stop();
        await movedHome(mover, { folder, shown });
        const [one = Buffer.alloc(0), two] = await Promise.all(
          ['one', 'two'].map((name) => readFile(join(folder, `${name}.jsonl`))),
        );
        expect(two?.subarray(0, one.length).equals(one)).toBe(true);
        expect(await done(mover, 'verify', '--ledger', 'acme')).toContain('0 checks failed');
      }),
    msMax,
  );

  it(
    'comes in beside a writer that is busy with another ledger of the same partition',
    () =>
      inFolder('beside', async (folder, embedded) => {
        await writeFile(join(folder, 'phrase.txt'), 'correct horse battery staple\n');
        await whileServed(embedded, importLists);
        await done(embedded, 'export', '--to', 'one.jsonl', ...files('one'));
        const servers = serversIn(folder, 1);
        const served = await serve(servers.process('served'));
        const api = apiOf(served);
        const globex = { ledger: 'globex', name: 'Globex', currency: 'EUR' };
        await api.post('', { ...globex, timeZone: 'Europe/Berlin', firstDay: '2026-01-01' });
        const acknowledged = new Map<string, number>();
        let isOver = false;
        const load = async (): Promise<void> => {
          for (let n = 0; !isOver; n += 1) {
            const salesperson = `sp-${n}`;
            const answer = await api.send('/globex/salespeople', {
              salesperson,
              name: salesperson,
            });
            const { sequence } = (await answer.json()) as { readonly sequence: number };
            if (answer.ok) acknowledged.set(`salesperson/${salesperson}`, sequence);
            else expect(answer.status).toBe(503);
          }
        };
        const loading = load();
        const moved = await cli(
          servers.process('mover'),
          'import',
          '--entries',
          'one.jsonl',
          ...files('one'),
        );
        expect([moved.code, moved.stderr]).toEqual([0, '']);
        isOver = true;
        await loading;
        expect(acknowledged.size).toBeGreaterThan(0);
        const entries = await api.entries('globex');
        for (const [subject, sequence] of acknowledged) {
          expect(
            entries.filter((entry) => entry.subject === subject).map(({ entry }) => entry),
          ).toEqual([sequence]);
        }
        const text = await (await fetch(`${api.url}/v1/ledgers/acme/entries.jsonl`)).text();
        expect(text).toBe(await readFile(join(folder, 'one.jsonl'), 'utf8'));
        await served.stop();
      }),
    msMax,
  );
});
