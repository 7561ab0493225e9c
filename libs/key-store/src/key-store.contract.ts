// What every key store promises; each adapter's spec runs it.
import { type Environment } from '@ledger/ledger';
import { type KeyStore } from './key-store.js';
import { sealer } from './sealer.js';

export type OpenKeyStore = (masterKey: Buffer, environment: Environment) => Promise<KeyStore>;

/** Counts instead of being random: two stores opened with it make the same keys. */
export function countingEnvironment(): Environment {
  let count = 0;
  return { now: () => 0, randomBytes: (size) => Buffer.alloc(size, (count += 1)) };
}

export const someMasterKey = Buffer.alloc(32, 7);

export function keyStoreContract(
  name: string,
  fresh: () => Promise<{ open: OpenKeyStore; lasting: boolean; remove(): Promise<void> }>,
): void {
  describe(`key store, ${name}`, () => {
    let keys: KeyStore;
    let given: Awaited<ReturnType<typeof fresh>>;
    beforeEach(async () => {
      given = await fresh();
      keys = await given.open(someMasterKey, countingEnvironment());
    });
    afterEach(async () => {
      await keys.close();
      await given.remove();
    });

    it('makes a ledger key once, and another for another ledger', async () => {
      expect(await keys.ledgerKey('acme')).toBeUndefined();
      const key = await keys.ensureLedgerKey('acme');
      expect(key).toHaveLength(32);
      expect(await keys.ledgerKey('acme')).toEqual(key);
      expect(await keys.ensureLedgerKey('acme')).toEqual(key);
      expect(await keys.ledgerKey('globex')).toBeUndefined();
      expect(await keys.ensureLedgerKey('globex')).not.toEqual(key);
    });

    it('makes one key where several ask at once', async () => {
      const all = await Promise.all(Array.from({ length: 20 }, () => keys.ensureLedgerKey('acme')));
      expect(new Set(all.map((key) => key.toString('hex'))).size).toBe(1);
    });

    it('has no keys of a subject until they are needed, then always the same', async () => {
      expect(await keys.subjectKeys('acme', 'salesperson/sp-1')).toBeUndefined();
      const made = await keys.ensureSubjectKeys('acme', 'salesperson/sp-1');
      expect([made.seal.length, made.nonce.length]).toEqual([32, 32]);
      expect(await keys.subjectKeys('acme', 'salesperson/sp-1')).toEqual(made);
      expect(await keys.ensureSubjectKeys('acme', 'salesperson/sp-1')).toEqual(made);
      expect(await keys.subjectKeys('globex', 'salesperson/sp-1')).toBeUndefined();
    });

    it('keeps the first id that was claimed', async () => {
      expect(await keys.lookUp('acme', 'digest')).toBeUndefined();
      const ids = ['sp-1', 'sp-2', 'sp-3'];
      const claimed = await Promise.all(ids.map((id) => keys.claim('acme', 'digest', id)));
      expect(new Set(claimed).size).toBe(1);
      expect(await keys.claim('acme', 'digest', 'sp-9')).toBe(claimed[0]);
      expect(await keys.lookUp('acme', 'digest')).toBe(claimed[0]);
      expect(await keys.lookUp('globex', 'digest')).toBeUndefined();
    });

    it('refuses to work after it was closed', async () => {
      await keys.close();
      await expect(keys.ledgerKey('acme')).rejects.toMatchObject({ code: 'closed' });
    });

    it('is the same for the same environment, byte for byte', async () => {
      const sealed = await sealer(keys).seal('acme', 'salesperson/sp-1', 'name', 'Ada');
      const other = await fresh();
      const twin = await other.open(someMasterKey, countingEnvironment());
      expect(await sealer(twin).seal('acme', 'salesperson/sp-1', 'name', 'Ada')).toBe(sealed);
      await twin.close();
      await other.remove();
    });

    it('opens again with the same keys, and not with another master key', async () => {
      if (!given.lasting) return expect(name).toBe('memory');
      const key = await keys.ensureLedgerKey('acme');
      await keys.claim('acme', 'digest', 'sp-1');
      await keys.close();
      await expect(given.open(Buffer.alloc(32, 8), countingEnvironment())).rejects.toMatchObject({
        code: 'wrong-master-key',
      });
      keys = await given.open(someMasterKey, countingEnvironment());
      expect(await keys.ledgerKey('acme')).toEqual(key);
      expect(await keys.lookUp('acme', 'digest')).toBe('sp-1');
    });
  });
}
