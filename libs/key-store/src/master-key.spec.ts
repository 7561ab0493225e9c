import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countingEnvironment } from './key-store.contract.js';
import { readOrCreateMasterKey } from './master-key.js';

describe('the master key', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sales-ledger-master-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is made once, for its owner only', async () => {
    const file = join(folder, 'master.key');
    const key = readOrCreateMasterKey(file, countingEnvironment());
    expect(readOrCreateMasterKey(file, countingEnvironment())).toEqual(key);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['', 'wrong-master-key'],
    ['c2hvcnQ', 'wrong-master-key'],
  ])('is refused where the file holds "%s"', async (content, code) => {
    const file = join(folder, 'master.key');
    await writeFile(file, content);
    expect(() => readOrCreateMasterKey(file, countingEnvironment())).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('says where it can’t be', () => {
    const run = (): Buffer =>
      readOrCreateMasterKey(join(folder, 'no', 'key'), countingEnvironment());
    expect(run).toThrow(expect.objectContaining({ code: 'io' }));
  });
});
