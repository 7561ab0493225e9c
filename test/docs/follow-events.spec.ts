// The consumers of docs/how-to/follow-events against a server that repeats, breaks off and lies.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inFolder } from '../e2e/testing.js';
import { hasPython, pageOf, snippetsOf } from './testing.js';

const consumers = [
  { program: process.execPath, file: 'follow.mjs' },
  ...(hasPython() ? [{ program: 'python3', file: 'follow.py' }] : []),
];

/** Entries with a chain, as an outsider makes them. */
function chained(count: number): readonly string[] {
  const lines: string[] = [];
  let prevhash = Buffer.alloc(32).toString('base64url');
  for (let entry = 1; entry <= count; entry += 1) {
    const line = JSON.stringify({ entry, type: 'sales.DealWon.v1', subject: '商机/D', prevhash });
    prevhash = createHash('sha256').update('\0').update(line).digest('base64url');
    lines.push(line);
  }
  return lines;
}

const [one = '', two = '', three = '', four = ''] = chained(4);
const events = (...lines: readonly string[]): string =>
  lines.map((line) => `event: entry\ndata: ${line}\n\n`).join('');

/** Answers the first request with the first text and so on, and ends; the last one stays open. */
function serving(answers: readonly string[]): {
  readonly resumed: (string | string[] | undefined)[];
  readonly serve: (request: IncomingMessage, response: ServerResponse) => void;
} {
  const resumed: (string | string[] | undefined)[] = [];
  const serve = ({ headers }: IncomingMessage, response: ServerResponse): void => {
    const at = resumed.push(headers['last-event-id']) - 1;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(answers[at] ?? '');
    if (at < answers.length - 1) setImmediate(() => response.end());
  };
  return { resumed, serve };
}

type Ended = { readonly said: string; readonly complained: string; readonly code: number | null };
type Following = {
  readonly answers: readonly string[];
  readonly isEnough: (said: string) => boolean;
};

/** Follows until it has said enough, or ends by itself. */
async function followed(
  { program, file }: (typeof consumers)[number],
  { answers, isEnough }: Following,
): Promise<Ended & { readonly resumed: readonly unknown[] }> {
  return inFolder('follow', async (folder) => {
    const text = snippetsOf(pageOf('follow-events.md')).find(({ name }) => name === file)?.text;
    await writeFile(join(folder, file), `${text ?? ''}\n`);
    const { resumed, serve } = serving(answers);
    const server = createServer(serve).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo; // it listens on a port
    const address = `http://127.0.0.1:${port}`;
    const env = { ...process.env, NODE_OPTIONS: '' };
    const ended = await outputOf(spawn(program, [file, address], { cwd: folder, env }), isEnough);
    server.close().closeAllConnections();
    return { ...ended, resumed };
  });
}

async function outputOf(child: ChildProcess, isEnough: Following['isEnough']): Promise<Ended> {
  let [said, complained] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
    if (isEnough(said)) child.kill();
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (complained += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { said, complained, code };
}

const line = (entry: number): string => `${entry} sales.DealWon.v1 商机/D\n`;

describe.each(consumers)('$file', (consumer) => {
  it('drops what it has had, and comes back where it was', async () => {
    const answers = [events(one, two), `: open\n\n${events(two, one, three, four)}`];
    const isEnough = (said: string): boolean => said.includes(line(4));
    const { said, resumed } = await followed(consumer, { answers, isEnough });
    expect(said).toBe([1, 2, 3, 4].map(line).join(''));
    expect(resumed).toEqual(['0', '2']);
  }, 60_000);

  it('takes no half of an entry', async () => {
    const half = `event: entry\ndata: ${two.slice(0, 40)}`;
    const answers = [events(one) + half, events(two)];
    const isEnough = (said: string): boolean => said.includes(line(2));
    const { said, resumed } = await followed(consumer, { answers, isEnough });
    expect([said, resumed]).toEqual([line(1) + line(2), ['0', '1']]);
  }, 60_000);

  it.each([
    ['an entry is missing', events(one, three)],
    ['an entry was altered', events(one, two.replace('Won', 'Lost'), three)],
  ])(
    'stops where %s',
    async (_, answer) => {
      const { code, complained, said } = await followed(consumer, {
        answers: [answer],
        isEnough: () => false,
      });
      expect([code, said]).toEqual([1, expect.not.stringContaining('3 sales')]);
      expect(complained).toContain('entry 3 does not follow entry');
    },
    60_000,
  );
});
