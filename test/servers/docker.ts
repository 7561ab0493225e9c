// Where a Docker engine answers, the servers run in containers. A container that was killed keeps its data and its port.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { type Command } from './guarded.js';
import { type Runs } from './server.js';

export const dockerAnswers = (): boolean =>
  spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 5_000 }).status === 0;

export type Container = {
  readonly name: string;
  readonly image: string;
  /** The same inside and outside. */
  readonly port: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly words?: readonly string[];
};

export function contained(container: Container): Runs {
  const name = `sales-ledger-${container.name}-${randomUUID()}`;
  return {
    name: container.name,
    prepare: () => [creation(name, container)],
    command: () => ['docker', 'start', '--attach', name],
    signal: (_, signal) => {
      spawnSync('docker', ['kill', '--signal', signal, name]);
    },
    farewell: ['docker', 'rm', '--force', '--volumes', name],
  };
}

function creation(name: string, { image, port, environment = {}, words = [] }: Container): Command {
  const published = ['--publish', `127.0.0.1:${port}:${port}`];
  const variables = Object.entries(environment).flatMap(([key, value]) => [
    ...['--env', `${key}=${value}`],
  ]);
  return ['docker', 'create', '--name', name, ...published, ...variables, image, ...words];
}
