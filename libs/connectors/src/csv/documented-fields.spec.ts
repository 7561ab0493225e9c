import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { presetNames, presets } from './presets.js';

const ours = presetNames.filter((name) => !name.startsWith('zoho-'));
const page = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../../../docs/how-to', name), 'utf8');

/** The fields of a line of the table of fields. */
function documented(text: string, preset: string): readonly string[] {
  const [, cells = ''] = new RegExp(`^\\| \`${preset}\` +\\| (\`.*) \\|$`, 'm').exec(text) ?? [];
  return [...cells.matchAll(/`(\w+)`/g)].map(([, field = '']) => field);
}

describe('fields for mappings', () => {
  it.each(
    ours.flatMap((preset) => [
      [preset, 'import-csv.md'] as const,
      [preset, 'import-csv.zh-CN.md'] as const,
    ]),
  )('of %s are those that %s lists', (preset, file) => {
    expect(documented(page(file), preset)).toEqual(Object.keys(presets[preset].columns));
  });

  it('are all that rows are read by', () => {
    const known = new Set(presetNames.flatMap((name) => Object.keys(presets[name].columns)));
    const sources = readdirSync(import.meta.dirname).filter((name) => name.endsWith('-rows.ts'));
    const read = sources
      .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
      .flatMap((text) => [...text.matchAll(/cells\.\w+\('(\w+)'/g)])
      .map(([, field = '']) => field);
    expect(read.length).toBeGreaterThan(30);
    expect(read.filter((field) => !known.has(field))).toEqual([]);
  });
});
