import { Validator } from '@seriousme/openapi-schema-validator';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Standalone, startStandalone } from './start.js';

type Operation = {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string }[];
  readonly responses: object;
};
type Served = {
  readonly openapi: string;
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
};

describe('OpenAPI', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sales-ledger-'));
  let standalone: Standalone;
  let served: Served;
  beforeAll(async () => {
    const flags = { dataFolder: folder, port: '0', logLevel: 'silent' };
    standalone = await startStandalone({ environment: {}, flags });
    const answer = await fetch(`${standalone.address}/openapi.json`);
    served = (await answer.json()) as Served; // what the next specs find out
  });
  afterAll(async () => {
    await standalone.close();
    rmSync(folder, { recursive: true });
  });

  it('3.1 as the specification has it', async () => {
    expect(served.openapi).toBe('3.1.0');
    const result = await new Validator().validate(structuredClone(served));
    expect(result).toMatchObject({ valid: true });
  });

  it('is committed as it is served: npm run generate', () => {
    const committed: unknown = JSON.parse(readFileSync('docs/reference/openapi.json', 'utf8'));
    expect(served).toEqual(committed);
  });

  it('names the headers that commands need, and the form of every error', () => {
    const { parameters, responses } = served.paths['/v1/ledgers']?.['post'] ?? { parameters: [] };
    const names = parameters.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Idempotency-Key', 'Sales-Ledger-Actor']));
    expect(Object.keys(responses ?? {})).toEqual(
      expect.arrayContaining(['200', '400', '409', '412', '422', '503']),
    );
  });

  it('names each operation once', () => {
    const operations = Object.values(served.paths).flatMap((path) => Object.values(path));
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
