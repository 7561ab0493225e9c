import { Ajv, type ValidateFunction } from 'ajv';
import { readFileSync, readdirSync } from 'node:fs';
import { serve } from '../cli.js';
import { type Wire, apiOf, inFolder } from './testing.js';

const folder = 'docs/reference/events';

/** By the type that entries bear, such as `sales.DealWon.v1`. */
function validators(): ReadonlyMap<string, ValidateFunction> {
  const ajv = new Ajv({ keywords: ['x-description-zh'], allowUnionTypes: true });
  return new Map(
    readdirSync(folder).map((file) => {
      const schema = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as { $id: string };
      return [schema.$id, ajv.compile(schema)];
    }),
  );
}

describe('the schemas of the reference', () => {
  it('hold for every entry of the demo ledger', async () => {
    await inFolder('schemas', async (_, options) => {
      const served = await serve(options, '--demo');
      try {
        const entries: readonly (Wire & { readonly data?: object })[] =
          await apiOf(served).entries('demo');
        const schemas = validators();
        expect(entries.length).toBeGreaterThan(1_000);
        const wrong = entries.filter(({ type, data }) => schemas.get(type)?.(data) !== true);
        expect(wrong).toEqual([]);
      } finally {
        await served.stop();
      }
    });
  }, 60_000);
});
