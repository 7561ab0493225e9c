// Where a Docker engine answers, the servers run in containers. A stopped container keeps its data and its port.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { type Command } from './guarded.js';
import { type Serving } from './server.js';

export const dockerAnswers = (): boolean =>
  spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 5_000 }).status === 0;

export type Contained = {
  readonly name: string;
  readonly image: string;
  /** The same inside and outside. */
  readonly port: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly words?: readonly string[];
};

/** All but how one sees that it serves. */
export function contained(container: Contained): Omit<Serving, 'serves'> {
  const name = `sales-ledger-${container.name}-${randomUUID()}`;
  return {
    name: container.name,
    prepare: () => [created(name, container)],
    command: () => ['docker', 'start', '--attach', name],
    signal: (_, signal) => {
      spawnSync('docker', ['kill', '--signal', signal, name]);
    },
    farewell: ['docker', 'rm', '--force', '--volumes', name],
  };
}

function created(name: string, { image, port, environment, words }: Contained): Command {
  const variables = Object.entries(environment ?? {}).flatMap(([key, value]) => [
    '--env',
    `${key}=${value}`,
  ]);
  const published = ['--publish', `127.0.0.1:${port}:${port}`];
  return ['docker', 'create', '--name', name, ...published, ...variables, image, ...(words ?? [])];
}
