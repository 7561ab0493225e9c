// kill -9 at random moments: what was acknowledged is there once, what was refused is nowhere, and verify is clean.
// KILL_ROUNDS=<n> runs more rounds; KILL_SEED=<text> runs a failure again.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@ledger/connectors';
import { type CliOptions, type Served, cli, cliJson, serve } from '../cli.js';

const rounds = Number(process.env['KILL_ROUNDS'] ?? 5);
const seed = process.env['KILL_SEED'] ?? randomBytes(6).toString('hex');
const random = seededRandom(seed);

type Ack = { readonly sequence: number; readonly subject: string; readonly version: number };
type Wire = { readonly entry: number; readonly subject: string; readonly type: string };

describe(`kill -9 (seed ${seed}, ${rounds} rounds)`, () => {
  let folder: string;
  let options: CliOptions;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sales-ledger-kill-'));
    options = { data: join(folder, 'data'), cwd: folder };
    await cliJson(options, 'init', 'acme', '--first-day', '2020-01-01');
  }, 60_000);
  afterEach(async () => {
    await running?.stop();
    await rm(folder, { recursive: true });
  }, 60_000);
  let running: Served | undefined;
  const start = async (): Promise<Served> => {
    running = await serve(options);
    return running;
  };

  const kill = async (served: Served): Promise<void> => {
    const closed = once(served.child, 'close');
    served.child.kill('SIGKILL');
    await closed;
  };

  const entries = async (): Promise<Wire[]> => {
    const run = await cli(options, 'export');
    return run.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Wire);
  };

  const verified = async (): Promise<void> => {
    const run = await cli(options, 'verify');
    expect([run.code, run.stdout]).toEqual([0, expect.stringContaining('0 checks failed')]);
  };

  it('during HTTP load', async () => {
    const acks = new Map<string, Ack>();
    const refused = new Set<string>();
    const asked: string[] = [];
    let served = await start();
    await post(served.url, 'salespeople', 'sp-1', { salesperson: 'sp-1', name: 'Ada' });

    const load = async (key: string): Promise<void> => {
      asked.push(key);
      const bad = key.endsWith('0');
      const body = { deal: key, salesperson: bad ? 'nobody' : 'sp-1', openedOn: '2026-01-05' };
      const answer = await post(served.url, 'deals', key, body);
      if (answer.ok) acks.set(key, (await answer.json()) as Ack);
      else if (answer.status < 500) refused.add(key);
    };

    for (let round = 1; round <= rounds; round += 1) {
      const killAfter = acks.size + random.whole(5, 150);
      let dead = false;
      const workers = Array.from({ length: 16 }, async (_, worker) => {
        for (let n = 1; !dead; n += 1) {
          try {
            await load(`r${round}-w${worker}-${n}`);
          } catch {
            dead = true; // the connection broke: the server is gone, the outcome unknown
          }
          if (acks.size >= killAfter && !dead) {
            dead = true;
            await kill(served);
          }
        }
      });
      await Promise.all(workers);
      served = await start();

      const book = await entries();
      const bySubject = new Map<string, Wire[]>();
      for (const entry of book) {
        bySubject.set(entry.subject, [...(bySubject.get(entry.subject) ?? []), entry]);
      }
      for (const [key, ack] of acks) {
        const found = bySubject.get(ack.subject) ?? [];
        expect([key, found.map(({ entry }) => entry)]).toEqual([key, [ack.sequence]]);
      }
      for (const key of refused) expect(bySubject.has(`deal/${key}`)).toBe(false);

      const unknown = asked.filter((key) => !acks.has(key) && !refused.has(key));
      for (const key of unknown) {
        const before = bySubject.get(`deal/${key}`)?.[0]?.entry;
        await load(key);
        if (before !== undefined) expect(acks.get(key)?.sequence).toBe(before);
      }
      await verified();
    }
    const [key = '', ack] = [...acks][0] ?? [];
    const body = { deal: key, salesperson: 'sp-1', openedOn: '2026-01-05' };
    expect(await (await post(served.url, 'deals', key, body)).json()).toEqual(ack);
    expect(await served.stop()).toBe(0);
  }, 240_000);

  it('during import', async () => {
    await writeFile(join(folder, 'people.csv'), 'salesperson\nAda\nBo\n');
    await takePeopleIn();
    for (let round = 1; round <= rounds; round += 1) {
      const file = join(folder, `deals-${round}.csv`);
      const rows = 800;
      // Bo may open deals in January and win none in February: every tenth row is refused by its second command.
      const refusedRows = rows / 10;
      const lines = Array.from({ length: rows }, (_, n) => {
        const day = String(1 + (n % 28)).padStart(2, '0');
        return `R${round}-${n},${n % 10 === 0 ? 'Bo' : 'Ada'},Won,2026-01-${day},2026-02-${day},${n}`;
      });
      const head = 'opportunity_id,sales_agent,deal_stage,engage_date,close_date,close_value';
      await writeFile(file, [head, ...lines].join('\n'));

      const served = await start();
      const acknowledged = await importUntilKilled(served, lines, head);
      // The file held names that are sealed everywhere else.
      expect(await readdir(join(options.data, 'scratch'))).toEqual([]);
      const risen = await start();
      const before = new Set((await entries()).map(({ subject }) => subject));
      for (const subject of acknowledged) expect(before).toContain(subject);
      for (let n = 0; n < rows; n += 10) expect(before).not.toContain(`deal/R${round}-${n}`);
      await verified();

      const again = await cli(options, '--json', 'import', file, '--preset', 'pipeline');
      expect(again.code).toBe(3); // rows were refused
      expect(JSON.parse(again.stdout)).toMatchObject({ rows, refused: refusedRows });
      const types = (await entries())
        .filter(({ subject }) => subject.startsWith(`deal/R${round}-`))
        .map(({ type }) => type);
      const won = rows - refusedRows;
      expect(types.filter((type) => type === 'sales.DealOpened.v1')).toHaveLength(won);
      expect(types.filter((type) => type === 'sales.DealWon.v1')).toHaveLength(won);
      expect(types).toHaveLength(2 * won);
      await verified();
      expect(await risen.stop()).toBe(0);
    }
  }, 240_000);

  /** Bo leaves on 1 February. */
  async function takePeopleIn(): Promise<void> {
    const served = await start();
    const words = ['import', join(folder, 'people.csv'), '--preset', 'organization'];
    const { sequence } = await cliJson<{ readonly sequence: number }>(options, ...words);
    const answer = await fetch(`${served.url}/v1/ledgers/acme/salespeople?after=${sequence}`);
    const { salespeople } = (await answer.json()) as {
      salespeople: { id: string; name: string }[];
    };
    const bo = salespeople.find(({ name }) => name === 'Bo')?.id;
    const body = { effectiveOn: '2026-02-01' };
    const deactivated = await post(served.url, `salespeople/${bo}/deactivate`, 'bo', body);
    expect(deactivated.status).toBe(200);
    await served.stop();
  }

  /** Uploads the file and kills the server after a random number of answered rows; tells which rows were answered. */
  async function importUntilKilled(
    served: Served,
    lines: readonly string[],
    head: string,
  ): Promise<readonly string[]> {
    const killAfter = random.whole(1, lines.length - 300);
    const answered: string[] = [];
    try {
      const answer = await fetch(`${served.url}/v1/ledgers/acme/imports?preset=pipeline`, {
        method: 'POST',
        headers: { ...headers('import'), 'Content-Type': 'text/csv' },
        body: [head, ...lines].join('\n'),
      });
      expect(answer.status).toBe(200);
      let rest = '';
      for await (const chunk of answer.body ?? []) {
        const parts = (rest + new TextDecoder().decode(chunk as Uint8Array)).split('\n');
        rest = parts.pop() ?? '';
        for (const part of parts) {
          const line = JSON.parse(part) as {
            kind: string;
            row?: { outcome: string; subject: string };
          };
          if (line.row?.outcome === 'recorded') answered.push(line.row.subject);
        }
        if (answered.length >= killAfter && !served.child.killed) served.child.kill('SIGKILL');
      }
    } catch (error) {
      if (!served.child.killed) throw error;
    }
    // Answered to the end before the moment came: then it dies with everything recorded.
    if (served.child.exitCode === null && served.child.signalCode === null) await kill(served);
    expect(answered.length).toBeGreaterThan(0);
    return answered;
  }
});

function headers(key: string): Record<string, string> {
  return { 'Sales-Ledger-Actor': 'user/tester', 'Idempotency-Key': key };
}

function post(url: string, path: string, key: string, body: object): Promise<Response> {
  return fetch(`${url}/v1/ledgers/acme/${path}`, {
    method: 'POST',
    headers: { ...headers(key), 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}
