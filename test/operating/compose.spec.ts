// docker-compose.yml and the Dockerfile, as far as they can be held to the program without an engine that runs them.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readConfig, settingNames, settings, usesServers } from '@ledger/runtime';
import { cli } from '../cli.js';

type Service = {
  readonly command?: readonly string[];
  readonly environment?: { readonly [name: string]: string };
  readonly depends_on?: object;
  readonly deploy?: { readonly replicas: number };
};

const root = join(import.meta.dirname, '../..');
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const compose = textOf('docker-compose.yml');
const { services } = parse(compose, { merge: true }) as {
  readonly services: { readonly [name: string]: Service };
};
const ours = Object.entries(services).filter(([name]) => name.endsWith('-service'));
const variables = settingNames.map((name) => settings[name].variable);

/** What `dist` file is built from. */
const sourceOf = (built: string): string =>
  join(root, built.replace(/^dist\//, '').replace(/\.js$/, '.ts'));

describe('docker-compose.yml', () => {
  it('runs two of each service, by programs that are built', () => {
    expect(ours.map(([name]) => name).sort()).toEqual([
      'command-service',
      'projection-service',
      'query-service',
    ]);
    for (const [name, { command = [], deploy }] of ours) {
      expect([command[0], deploy?.replicas]).toEqual(['node', 2]);
      expect(command[1]).toBe(`dist/apps/${name}/src/main.js`);
      expect(existsSync(sourceOf(command[1] ?? ''))).toBe(true);
    }
  });

  it.each(ours)('sets %s up by settings that there are, on servers', (_, { environment = {} }) => {
    for (const name of Object.keys(environment)) expect(variables).toContain(name);
    const key = `user/u-7:${'a'.repeat(64)}`;
    const given = { ...environment, SALES_LEDGER_API_KEYS: key };
    expect(usesServers(readConfig({ environment: given }).config)).toBe(true);
  });

  it('says how a key is made by a program that is built, and takes the line that it prints', async () => {
    const [, built = '', words = ''] =
      /^# {3}docker run --rm sales-ledger node (\S+) (.+?) {2,}#/m.exec(compose) ?? [];
    expect(existsSync(sourceOf(built))).toBe(true);
    const { stdout } = await cli({ data: 'unused', env: { LANG: 'C' } }, ...words.split(' '));
    const [, line = ''] = /^Line {2}(\S+)$/m.exec(stdout) ?? [];
    const { config } = readConfig({ environment: { SALES_LEDGER_API_KEYS: line } });
    expect(config.apiKeys).toEqual([line]);
    expect(stdout).toMatch(/^Key {3}slk_\S+$/m);
  });

  it('demands a key that callers are known by', () => {
    for (const [, { environment = {} }] of ours) {
      expect(environment['SALES_LEDGER_API_KEYS']).toMatch(/^\$\{SALES_LEDGER_API_KEYS:\?.+\}$/);
    }
  });

  it('waits for what the services need', () => {
    for (const [, { depends_on: needs = {} }] of ours) {
      expect(Object.keys(needs).sort()).toEqual(['kafka', 'keys', 'mongodb']);
    }
  });
});

describe('the Dockerfile', () => {
  const lines = textOf('Dockerfile').split('\n');
  const of = (instruction: string): readonly string[] =>
    lines.filter((line) => line.startsWith(`${instruction} `));

  it('ships what was built in a stage of its own, and runs it as nobody in particular', () => {
    expect(of('FROM')).toHaveLength(2);
    expect(lines.lastIndexOf('USER node')).toBeGreaterThan(
      lines.lastIndexOf(of('RUN').at(-1) ?? ''),
    );
    expect(of('COPY').filter((line) => !line.includes('--from=build')).length).toBe(2);
  });

  it('starts a program that is built, and asks it whether it is ready', () => {
    const [, built = ''] = /^CMD \["node", "([^"]+)"\]$/.exec(of('CMD').at(-1) ?? '') ?? [];
    expect(existsSync(sourceOf(built))).toBe(true);
    expect(of('HEALTHCHECK')[0]).toContain('/health/ready');
  });
});
