// Runs the built program as a person would: a child process, its output and its exit code.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type Run = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

const program = join(import.meta.dirname, '..', 'dist', 'apps', 'cli', 'src', 'main.js');

export type CliOptions = {
  readonly data: string;
  readonly cwd?: string;
  readonly env?: { readonly [name: string]: string };
};

/** Ends when the program ends, whatever its exit code. */
export async function cli(options: CliOptions, ...words: readonly string[]): Promise<Run> {
  const child = started(options, words);
  const [stdout, stderr] = [collect(child, 'stdout'), collect(child, 'stderr')];
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: stdout(), stderr: stderr() };
}

/** The same, for commands that must succeed and answer with JSON. */
export async function cliJson<T>(options: CliOptions, ...words: readonly string[]): Promise<T> {
  const run = await cli(options, '--json', ...words);
  if (run.code !== 0) throw new Error(`${words.join(' ')} ended with ${run.code}: ${run.stderr}`);
  return JSON.parse(run.stdout) as T;
}

export type Served = {
  readonly url: string;
  readonly child: ChildProcess;
  stop(): Promise<number | null>;
};

/** Starts `serve` on a free port and waits until it prints its address. */
export async function serve(options: CliOptions, ...words: readonly string[]): Promise<Served> {
  const child = started(options, ['serve', '--port', '0', ...words]);
  const stderr = collect(child, 'stderr');
  const url = await new Promise<string>((resolve, reject) => {
    let seen = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      seen += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(seen);
      if (found !== null) resolve(found[0]);
    });
    child.once('close', (code) => reject(new Error(`serve ended with ${code}: ${stderr()}`)));
  });
  return {
    url,
    child,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      const [code] = (await closed) as [number | null];
      return code;
    },
  };
}

/** The running program; its caller ends it. */
export function started({ data, cwd, env }: CliOptions, words: readonly string[]): ChildProcess {
  const clean = { ...process.env, LANG: 'C', LC_ALL: '', NODE_OPTIONS: '', ...env };
  return spawn(process.execPath, [program, '--data', data, ...words], { cwd, env: clean });
}

function collect(child: ChildProcess, stream: 'stdout' | 'stderr'): () => string {
  let text = '';
  // A character may come in two chunks.
  child[stream]?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return () => text;
}
