import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { countingEnvironment, keyStoreContract, someMasterKey } from '../key-store.contract.js';
import { lmdbKeyStore } from './key-store.js';

const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'sales-ledger-keys-'));

keyStoreContract('lmdb', async () => {
  const folder = await newFolder();
  return {
    open: (masterKey, environment) => lmdbKeyStore(folder, masterKey, environment),
    lasting: true,
    remove: () => rm(folder, { recursive: true }),
  };
});

describe('key store, lmdb', () => {
  it('holds no key in clear', async () => {
    const folder = await newFolder();
    const keys = await lmdbKeyStore(folder, someMasterKey, countingEnvironment());
    const { seal } = await keys.ensureSubjectKeys('acme', 'salesperson/sp-1');
    await keys.close();
    for (const file of await readdir(folder)) {
      expect((await readFile(join(folder, file))).includes(seal)).toBe(false);
    }
    await rm(folder, { recursive: true });
  });

  it('refuses a newer format, by name', async () => {
    const folder = await newFolder();
    const root = open({ path: folder, noSubdir: false, encoding: 'binary' });
    await root.put(['format', '', ''], Buffer.from('2'));
    await root.close();
    await expect(lmdbKeyStore(folder, someMasterKey, countingEnvironment())).rejects.toMatchObject({
      code: 'newer-format',
      message: expect.stringContaining('key-store format 2'),
    });
    await rm(folder, { recursive: true });
  });
});
