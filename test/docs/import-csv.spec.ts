// What docs/how-to/import-csv shows must work as it stands, in both languages.
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cli } from '../cli.js';
import { inFolder, whileServed } from '../e2e/testing.js';

const pages = ['import-csv.md', 'import-csv.zh-CN.md'];
const textOf = (page: string): string =>
  readFileSync(join(import.meta.dirname, '../../docs/how-to', page), 'utf8');

/** Files that the page shows: each block of data stands after the line that names it. */
function filesOf(page: string): ReadonlyMap<string, string> {
  const shown = textOf(page).matchAll(
    /`([a-z]+(?:\.mapping)?\.(?:csv|json))`[^`]*```\w+\n(.*?)```/gs,
  );
  return new Map([...shown].map(([, name = '', text = '']) => [name, text]));
}

function commandsOf(page: string): readonly (readonly string[])[] {
  return [...textOf(page).matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block = '']) =>
    block
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ').slice(1)),
  );
}

describe.each(pages)('%s', (page) => {
  it('shows files and commands', () => {
    const names = ['history.csv', 'history.mapping.json', 'people.csv', 'people.mapping.json'];
    const lists = ['leads.csv', ...names, 'quotas.csv', 'quotas.mapping.json', 'survey.csv'];
    expect([...filesOf(page).keys()].sort()).toEqual([...lists, 'zoho.mapping.json'].sort());
    expect(commandsOf(page)).toHaveLength(6);
  });

  it('has commands that record every row, and nothing the second time', async () => {
    await inFolder('how-to', async (folder, given) => {
      const options = { ...given, cwd: folder };
      for (const [name, text] of filesOf(page)) await writeFile(join(folder, name), text);
      await whileServed(options, async () => {
        for (const words of commandsOf(page)) {
          const run = await cli(options, ...words);
          expect([words, run.code, run.stderr]).toEqual([words, 0, '']);
        }
        for (const words of commandsOf(page).slice(1)) {
          const again = await cli(options, '--json', ...words);
          expect(JSON.parse(again.stdout)).toMatchObject({ recorded: 0, refused: 0, unchanged: 3 });
        }
      });
    });
  }, 120_000);

  it('has mappings that the presets take', async () => {
    await inFolder('how-to', async (folder, given) => {
      const options = { ...given, cwd: folder };
      const blocks = [...textOf(page).matchAll(/```json\n(.*?)```/gs)].map(([, text = '']) => text);
      expect(blocks).toHaveLength(5);
      // Its columns are others, so a mapping that is usable meets a file that is not.
      await writeFile(join(folder, 'other.csv'), 'a,b\n1,2\n');
      await whileServed(options, async () => {
        await cli(options, 'init', 'acme');
        for (const [at, text] of blocks.entries()) {
          const mapping = join(folder, `${at}.json`);
          await writeFile(mapping, text);
          const words = ['import', 'other.csv', '--preset', 'zoho-deals', '--mapping', mapping];
          const { stderr } = await cli(options, ...words);
          expect([text, stderr]).toEqual([text, expect.stringContaining('csv-columns-missing')]);
        }
      });
    });
  }, 60_000);
});
