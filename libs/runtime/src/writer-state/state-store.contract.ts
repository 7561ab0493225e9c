// What every store of the writer's state promises; each adapter's spec runs it.
import { type StateStore } from './state-store.js';

const uuid = '8c5a1f52-7f0c-5b27-9a68-3f1f5d6d0a01';
const head = { sequence: 7, prevHash: 'hash', time: '2026-03-31T09:00:00.000Z' };

export function stateStoreContract(
  name: string,
  fresh: () => { open(): StateStore; remove(): void },
): void {
  describe(`state store, ${name}`, () => {
    let given: ReturnType<typeof fresh>;
    let store: StateStore;
    beforeEach(() => {
      given = fresh();
      store = given.open();
    });
    afterEach(async () => {
      await store.close();
      given.remove();
    });

    it('is empty and without fingerprint at first', () => {
      expect(store.fingerprint()).toBeUndefined();
      expect([store.slot('acme/deal/D-1'), store.command(`acme/${uuid}`)]).toEqual([
        undefined,
        undefined,
      ]);
      expect([store.heads().size, store.reach().size]).toEqual([0, 0]);
    });

    it('gives back what was written, the newest of each', async () => {
      const state = { name: 'Ada 林', lines: [{ amountMinor: 12 }], won: null, open: true };
      await store.write({ slots: [['acme/deal/D-1', { state: 1, version: 1, sequence: 1 }]] });
      await store.write({
        slots: [['acme/deal/D-1', { state, version: 3, sequence: 6 }]],
        commands: [[`acme/${uuid}`, 6]],
        heads: [['acme', head]],
        reach: [['acme', { ...head, sequence: 9 }]],
      });
      expect(store.slot('acme/deal/D-1')).toEqual({ state, version: 3, sequence: 6 });
      expect(store.command(`acme/${uuid}`)).toBe(6);
      expect(new Map(store.heads())).toEqual(new Map([['acme', head]]));
      expect(new Map(store.reach())).toEqual(new Map([['acme', { ...head, sequence: 9 }]]));
    });

    it('keeps ledgers apart', async () => {
      await store.write({
        slots: [['acme/deal/D-1', { state: 1, version: 1, sequence: 1 }]],
        commands: [[`acme/${uuid}`, 6]],
      });
      expect(store.slot('acm/deal/D-1')).toBeUndefined();
      expect(store.command(`acm/${uuid}`)).toBeUndefined();
      expect(store.command(`acme/${uuid.replace('a01', 'a02')}`)).toBeUndefined();
    });

    it('forgets everything on reset, and remembers the fingerprint', async () => {
      await store.write({
        slots: [['acme/deal/D-1', { state: 1, version: 1, sequence: 1 }]],
        commands: [[`acme/${uuid}`, 6]],
        heads: [['acme', head]],
        reach: [['acme', head]],
      });
      await store.reset('states 2');
      expect(store.fingerprint()).toBe('states 2');
      expect(store.slot('acme/deal/D-1')).toBeUndefined();
      expect(store.command(`acme/${uuid}`)).toBeUndefined();
      expect([store.heads().size, store.reach().size]).toEqual([0, 0]);
    });
  });
}
