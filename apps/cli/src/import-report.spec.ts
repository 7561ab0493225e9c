import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReport } from './import-report.js';
import { speaker } from './language.js';

const given = {
  language: 'en',
  speak: speaker('en'),
  spoken: { language: 'en', origin: 'default' },
  actor: 'user/local',
  json: false,
} as const;

describe('the report of an import', () => {
  it('removes what killed runs left of the same report, and nothing else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'report-'));
    const files = [
      'a.report.csv.0123abcd.partial',
      'b.report.csv.0123abcd.partial',
      'a.report.csv.x',
    ];
    const hourAgo = new Date(Date.now() - 3_600_000);
    for (const file of files) {
      await writeFile(join(folder, file), 'x');
      await utimes(join(folder, file), hourAgo, hourAgo);
    }
    const report = await openReport(given, join(folder, 'a.report.csv'), []);
    await writeFile(join(folder, 'a.report.csv.ffffffff.partial'), 'of a run that goes on');
    await report.header(['id']);
    expect(await report.finish()).toBeUndefined();
    expect((await readdir(folder)).sort()).toEqual([
      'a.report.csv',
      'a.report.csv.ffffffff.partial',
      'a.report.csv.x',
      'b.report.csv.0123abcd.partial',
    ]);
    await rm(folder, { recursive: true });
  });
});
