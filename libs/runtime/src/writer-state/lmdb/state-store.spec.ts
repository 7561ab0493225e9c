import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stateStoreContract } from '../state-store.contract.js';
import { lmdbStateStore } from './state-store.js';

function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'writer-state-'));
}

stateStoreContract('lmdb', () => {
  const folder = freshFolder();
  return {
    open: () => lmdbStateStore(folder),
    remove: () => rmSync(folder, { recursive: true }),
  };
});

it('finds everything again after it was closed', async () => {
  const folder = freshFolder();
  const first = lmdbStateStore(folder);
  await first.reset('states 1');
  await first.write({ slots: [['acme/deal/D-1', { state: { a: 1 }, version: 1, sequence: 1 }]] });
  await first.close();
  const second = lmdbStateStore(folder);
  expect(second.fingerprint()).toBe('states 1');
  expect(second.slot('acme/deal/D-1')).toEqual({ state: { a: 1 }, version: 1, sequence: 1 });
  await second.close();
  rmSync(folder, { recursive: true });
});
