// Runs the snippets of a how-to page as a reader does: in their order, in one shell, beside a ledger that is served.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CliOptions, cli, serve } from '../cli.js';
import { inFolder, whileServed } from '../e2e/testing.js';
import { lasting } from '../faults/load.js';

const root = join(import.meta.dirname, '../..');

export type Snippet = { readonly name?: string; readonly kind: string; readonly text: string };

export const pageOf = (name: string): string =>
  readFileSync(join(root, 'docs/how-to', name), 'utf8');

/** A snippet is a file where the line before it ends with the file's name. */
export function snippetsOf(page: string): readonly Snippet[] {
  const found = page.matchAll(/(?:`([\w.]+\.\w+)`[^`\n]*\n\n)?```(\w+)\n(.*?)\n```/gs);
  return [...found].map(([, name, kind = '', text = '']) => ({
    kind,
    text,
    ...(name === undefined || kind === 'sh' ? {} : { name }),
  }));
}

/** What comes of a snippet that the page shows an answer to. */
export type Answered = { readonly code: string; readonly shown: Snippet; readonly came: string };

/** The README's first five minutes, which all pages start from. Beside a server each command starts fast. */
export async function startBooks(options: CliOptions): Promise<void> {
  const [currency, timeZone] = ['GBP', 'Europe/London'];
  const open = ['--currency', currency, '--time-zone', timeZone, '--first-day', '2026-01-01'];
  const lists = ['people organization', 'products products', 'customers customers'];
  const runs = [['init', 'acme', ...open]];
  for (const [list = '', preset = ''] of [...lists, 'deals pipeline'].map((one) =>
    one.split(' '),
  )) {
    const file = join(root, 'docs/examples', `${list}.csv`);
    runs.push(['import', file, '--preset', preset, '--report', `${options.data}.report.csv`]);
  }
  await whileServed(options, async () => {
    for (const words of runs) {
      const { code, stderr } = await cli(options, ...words);
      if (code !== 0) throw new Error(`${words.join(' ')}: ${stderr}`);
    }
  });
}

export type Reading = {
  readonly page: string;
  readonly books: string;
  readonly lang: string;
  /** Of the server and of the reader's window. */
  readonly env?: { readonly [name: string]: string };
  /** What stands on the page → what it is here. */
  readonly places?: { readonly [shown: string]: string };
};

/** @throws Error where a snippet ends with another code than 0 and the page does not show what it says */
export function readAlong(reading: Reading): Promise<readonly Answered[]> {
  const { page, books, lang, env = {}, places = {} } = reading;
  return inFolder('how-to', async (folder, options) => {
    cpSync(books, options.data, { recursive: true });
    cpSync(join(root, 'docs/examples'), join(folder, 'docs/examples'), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const served = await serve({ ...options, env });
    const shell = shellIn(folder, { ...env, LANG: lang, LC_ALL: '' });
    const { url } = served;
    const here = { ...places, 'http://127.0.0.1:7420': url };
    try {
      await shell.run(programOf(options.data));
      return await answersOf(snippetsOf(pageOf(page)), { folder, shell, url, here });
    } finally {
      shell.end();
      await served.stop();
    }
  });
}

/** A reader sees both outputs in one window. */
function programOf(data: string): string {
  const program = join(root, 'dist/apps/cli/src/main.js');
  return `exec 2>&1; sales-ledger() { '${process.execPath}' '${program}' --data '${data}' "$@"; }`;
}

type Place = {
  readonly folder: string;
  readonly shell: Shell;
  readonly url: string;
  readonly here: NonNullable<Reading['places']>;
};

/** A snippet with the places that are here. */
function placed(text: string, here: Place['here']): string {
  return Object.entries(here).reduce((all, [shown, is]) => all.replaceAll(shown, is), text);
}

async function answersOf(
  snippets: readonly Snippet[],
  { folder, shell, url, here }: Place,
): Promise<readonly Answered[]> {
  const answers: Answered[] = [];
  for (const [at, { kind, name, text }] of snippets.entries()) {
    if (name !== undefined) await writeFile(join(folder, name), `${text}\n`);
    if (kind !== 'sh' || (text.startsWith('python3 ') && !hasPython())) continue;
    await untilShown(url);
    const code = placed(text, here);
    const next = snippets[at + 1];
    const shown = next?.name === undefined && next?.kind !== 'sh' ? next : undefined;
    if (shown !== undefined && isEndless(text)) {
      const left = { when: startOf(shown.text), after: notedBy(text, shown.text) };
      answers.push({ code: text, shown, came: await shell.until(code, left) });
      continue;
    }
    const { exit, said } = await shell.run(code);
    if (shown !== undefined) answers.push({ code: text, shown, came: said });
    else if (exit !== 0) throw new Error(`${text} ended with ${exit}: ${said}`);
  }
  return answers;
}

/** Streams, and what follows them, end only when they are left. */
const isEndless = (code: string): boolean => /\/stream|(?:follow|subscribe)\.(?:mjs|py)/.test(code);

/** A consumer notes its place a moment after its work, and a reader who leaves is slower than that. */
function notedBy(code: string, shown: string): string {
  const entry = /(\d+)[^\n]*$/.exec(shown)?.[1];
  if (!code.includes('follow.')) return '';
  return `until grep -qsE '"entry": ?${entry},' position*.json; do sleep 0.1; done`;
}

const lookMs = 20;

/** A reader takes longer over the next line than read models do over an entry. */
async function untilShown(url: string): Promise<void> {
  for (;;) {
    const text = await (await fetch(`${url}/v1/projections`)).text();
    if (!/"lagEntries":[1-9]/.test(text)) return;
    await lasting(lookMs);
  }
}

/** One answer, or one a line. */
function answersIn(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    const lines = text.split('\n').filter((line) => line !== '');
    return lines.map((line): unknown => JSON.parse(line));
  }
}

/** What came is what the page shows. */
export function expectAnswer({ code, shown, came }: Answered): void {
  if (shown.kind === 'text') {
    expect([code, came]).toEqual([code, expect.stringMatching(wholeOf(shown.text))]);
    return;
  }
  expect(shown.kind).toBe('json');
  expect({ code, answers: answersIn(came) }).toMatchObject({
    code,
    answers: answersIn(shown.text),
  });
}

/** The page, and the same in Chinese where that shows anything else: then both have to be read along. */
export function toRead(page: string, other: string): readonly string[] {
  const shown = (name: string): string => JSON.stringify(snippetsOf(pageOf(name)));
  return shown(page) === shown(other) ? [page] : [page, other];
}

/** What the command line says is in the reader's language. */
export function expectSame(page: string, other: string): void {
  const shown = (name: string): readonly object[] =>
    snippetsOf(pageOf(name)).map((one) => (one.kind === 'text' ? { kind: one.kind } : one));
  expect(shown(page).length).toBeGreaterThan(0);
  expect(shown(other)).toEqual(shown(page));
}

/** Blanks may differ, and `…` stands for anything. */
function wholeOf(shown: string): RegExp {
  return new RegExp(`${startOf(shown).source}\\s*$`);
}

function startOf(shown: string): RegExp {
  const words = shown.split(/\s+/).map((word) =>
    word
      .split('…')
      .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      .join('[^]*?'),
  );
  return new RegExp(`^\\s*${words.join('\\s+')}`);
}

let python: boolean | undefined;

/**
 * Where there is no Python, that is said aloud.
 * @throws Error where that is so on a machine that runs the tests for everybody
 */
export function hasPython(): boolean {
  if (python !== undefined) return python;
  python = spawnSync('python3', ['--version']).status === 0;
  if (!python && process.env['CI'] !== undefined)
    throw new Error('there is no python3 on the path');
  if (!python) process.stderr.write('There is no python3 on the path: follow.py was not run.\n');
  return python;
}

type Ran = { readonly exit: number; readonly said: string };

export type Shell = {
  run(code: string): Promise<Ran>;
  /** Leaves what runs once it has said what it should, and the other code has ended. */
  until(code: string, left: { readonly when: RegExp; readonly after: string }): Promise<string>;
  end(): void;
};

function shellIn(folder: string, more: NonNullable<Reading['env']>): Shell {
  const env = { ...process.env, ...more, NODE_OPTIONS: '' };
  const child = spawn('bash', { cwd: folder, env, detached: true });
  let all = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (all += chunk));
  const run = async (code: string): Promise<Ran> => {
    child.stdin.write(`${code}\nprintf '\\001%s\\001' "$?"\n`);
    const ended = (): RegExpExecArray | null => /^([^]*)\u0001(\d+)\u0001$/.exec(all);
    const [, said = '', exit] = await saying(child, ended);
    all = '';
    return { exit: Number(exit), said };
  };
  return {
    run,
    until: async (code, { when, after }) => {
      child.stdin.write(`${code} &\n`);
      await saying(child, () => when.exec(all)).catch((error: unknown) => {
        throw new Error(`${code} said ${all}`, { cause: error });
      });
      return (await run(`${after}\nkill $!; wait $! 2>/dev/null; true`)).said;
    },
    // With all that still runs in it.
    end: () => void (child.pid === undefined || process.kill(-child.pid, 'SIGKILL')),
  };
}

const patienceMs = 120_000;

/** Waits for output until `found` finds something in it. */
async function saying<T>(child: ChildProcess, found: () => T | null): Promise<T> {
  const signal = AbortSignal.timeout(patienceMs);
  for (;;) {
    const now = found();
    if (now !== null) return now;
    await once(child.stdout ?? child, 'data', { signal });
  }
}
