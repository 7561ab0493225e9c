// What every key store promises; each adapter's spec runs it.
import { type Environment, realEnvironment } from '@ledger/ledger';
import { type KeptKey, type MovableKeyStore } from './key-store.js';
import { sealer } from './sealer.js';

export type OpenKeyStore = (
  masterKey: Buffer,
  environment: Environment,
) => Promise<MovableKeyStore>;

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
    let keys: MovableKeyStore;
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

    it('has erased keys never again, also where they were never made', async () => {
      await keys.ensureSubjectKeys('acme', 'salesperson/sp-1');
      await keys.ensureSubjectKeys('acme', 'salesperson/sp-10');
      await keys.eraseSubjectKeys('acme', 'salesperson/sp-1');
      await keys.eraseSubjectKeys('acme', 'salesperson/sp-2');
      for (const subject of ['salesperson/sp-1', 'salesperson/sp-2']) {
        expect(await keys.subjectKeys('acme', subject)).toBeUndefined();
        const made = keys.ensureSubjectKeys('acme', subject);
        await expect(made).rejects.toMatchObject({ code: 'erased' });
      }
      expect(await keys.subjectKeys('acme', 'salesperson/sp-10')).toBeDefined();
    });

    it('tells everything that it keeps of a ledger, once and of no other', async () => {
      expect(await keptIn(keys, 'acme')).toEqual([]);
      const subjects = Array.from({ length: 1_201 }, (_, n) => `salesperson/sp-${n}`);
      await Promise.all(subjects.map((one) => keys.ensureSubjectKeys('acme', one)));
      await keys.eraseSubjectKeys('acme', 'salesperson/sp-7');
      await keys.claim('acme', 'digest', 'sp-1');
      for (const other of ['acm', 'acme-2', 'acmf']) {
        await keys.ensureSubjectKeys(other, 'salesperson/sp-1');
        await keys.claim(other, 'digest', 'sp-1');
      }
      const kept = await keptIn(keys, 'acme');
      expect(kept).toHaveLength(1_202);
      expect(kept).toContainEqual({ what: 'erased', subject: 'salesperson/sp-7' });
      expect(kept).toContainEqual({ what: 'directory', digest: 'digest', id: 'sp-1' });
      const told = kept.flatMap((row) => (row.what === 'directory' ? [] : [row.subject]));
      expect(told.sort()).toEqual(subjects.sort());
      for (const row of kept.filter(({ what }) => what === 'subject').slice(0, 3)) {
        if (row.what !== 'subject') continue;
        expect(await keys.subjectKeys('acme', row.subject)).toEqual(row.keys);
      }
    });

    it('takes another one’s keys in as they are, and the same ones again', async () => {
      const other = await fresh();
      const from = await other.open(Buffer.alloc(32, 9), realEnvironment);
      const made = await from.ensureSubjectKeys('acme', 'salesperson/sp-1');
      await from.claim('acme', 'digest', 'sp-1');
      await from.eraseSubjectKeys('acme', 'salesperson/sp-2');
      const rows = await keptIn(from, 'acme');
      await from.close();
      await other.remove();
      for (let times = 0; times < 2; times += 1) {
        await keys.adopt('acme', rows);
        expect(await keptIn(keys, 'acme')).toEqual(rows);
      }
      expect(await keys.ensureSubjectKeys('acme', 'salesperson/sp-1')).toEqual(made);
      expect(await keys.lookUp('acme', 'digest')).toBe('sp-1');
    });

    it('erases what another one has erased, and takes back nothing that it has erased itself', async () => {
      const mine = await keys.ensureSubjectKeys('acme', 'salesperson/sp-1');
      const theirs = { what: 'subject', subject: 'salesperson/sp-2', keys: mine } as const;
      await keys.eraseSubjectKeys('acme', 'salesperson/sp-2');
      await keys.adopt('acme', [theirs, { what: 'erased', subject: 'salesperson/sp-1' }]);
      expect(await keys.subjectKeys('acme', 'salesperson/sp-1')).toBeUndefined();
      expect(await keys.subjectKeys('acme', 'salesperson/sp-2')).toBeUndefined();
    });

    it('refuses other keys than it has, and another id', async () => {
      const pair = { seal: Buffer.alloc(32, 90), nonce: Buffer.alloc(32, 91) };
      const had = await keys.ensureSubjectKeys('acme', 'salesperson/sp-1');
      await keys.claim('acme', 'digest', 'sp-1');
      for (const row of [
        { what: 'subject', subject: 'salesperson/sp-1', keys: pair },
        { what: 'directory', digest: 'digest', id: 'sp-2' },
      ] as const) {
        const adopted = keys.adopt('acme', [row]);
        await expect(adopted).rejects.toMatchObject({ code: 'other-keys' });
      }
      expect(await keys.subjectKeys('acme', 'salesperson/sp-1')).toEqual(had);
      expect(await keys.lookUp('acme', 'digest')).toBe('sp-1');
    });

    it('has no key to work with while a ledger is moved in, then the one that came', async () => {
      const before = await keys.ensureLedgerKey('acme');
      await keys.beginMove('acme');
      await keys.beginMove('acme');
      expect(await keys.keyAtRest('acme')).toEqual(before);
      expect(await keys.keyAtRest('globex')).toBeUndefined();
      expect([await keys.isMoving('acme'), await keys.isMoving('globex')]).toEqual([true, false]);
      for (const asked of [keys.ledgerKey('acme'), keys.ensureLedgerKey('acme')]) {
        await expect(asked).rejects.toMatchObject({ code: 'moving-in' });
      }
      await keys.ensureLedgerKey('globex');
      await keys.endMove('acme', Buffer.alloc(32, 77));
      expect(await keys.isMoving('acme')).toBe(false);
      expect(await keys.ensureLedgerKey('acme')).toEqual(Buffer.alloc(32, 77));
      await keys.beginMove('acme');
      await keys.endMove('acme');
      expect(await keys.ledgerKey('acme')).toEqual(Buffer.alloc(32, 77));
      await keys.beginMove('zeta');
      await keys.endMove('zeta');
      expect(await keys.ledgerKey('zeta')).toBeUndefined();
    });

    it('opens again with the same keys, and not with another master key', async () => {
      if (!given.lasting) return expect(name).toBe('memory');
      const key = await keys.ensureLedgerKey('acme');
      await keys.claim('acme', 'digest', 'sp-1');
      await keys.eraseSubjectKeys('acme', 'salesperson/sp-9');
      await keys.beginMove('globex');
      await keys.close();
      await expect(given.open(Buffer.alloc(32, 8), countingEnvironment())).rejects.toMatchObject({
        code: 'wrong-master-key',
      });
      keys = await given.open(someMasterKey, countingEnvironment());
      expect(await keys.ledgerKey('acme')).toEqual(key);
      expect(await keys.lookUp('acme', 'digest')).toBe('sp-1');
      expect(await keys.isMoving('globex')).toBe(true);
      const erased = keys.ensureSubjectKeys('acme', 'salesperson/sp-9');
      await expect(erased).rejects.toMatchObject({ code: 'erased' });
    });
  });
}

async function keptIn(keys: MovableKeyStore, ledger: string): Promise<readonly KeptKey[]> {
  const rows: KeptKey[] = [];
  for await (const page of keys.kept(ledger)) rows.push(...page);
  return rows;
}
