// The writer's state in an LMDB environment of its own, beside the log's: deleting its folder costs a replay, never data.
import { commit } from '@ledger/lmdb';
import { type Database, open } from 'lmdb';
import { type Head } from '../slot.js';
import { type StateRows, type StateStore } from '../state-store.js';

type SlotRow = readonly [version: number, sequence: number, state: unknown];
type HeadRow = readonly [sequence: number, prevHash: string, time: string];

/** @param folder made where it does not exist; holds nothing else */
export function lmdbStateStore(folder: string): StateStore {
  const root = open<string, string>({
    path: folder,
    noSubdir: false,
    maxDbs: 8,
    overlappingSync: false,
  });
  const slots = root.openDB<SlotRow, string>({ name: 'slots' });
  const commands = root.openDB<number, Buffer>({ name: 'commands', keyEncoding: 'binary' });
  const heads = root.openDB<HeadRow, string>({ name: 'heads' });
  const reach = root.openDB<HeadRow, string>({ name: 'reach' });
  const meta = root.openDB<string, string>({ name: 'meta' });

  function put(rows: StateRows): void {
    // Neighbours in the tree share pages, so rows go in sorted.
    for (const [key, slot] of sorted(rows.slots ?? [])) {
      void slots.put(key, [slot.version, slot.sequence, slot.state]);
    }
    for (const [key, sequence] of sorted(rows.commands ?? [])) {
      void commands.put(commandKeyBytes(key), sequence);
    }
    putHeads(heads, rows.heads ?? []);
    putHeads(reach, rows.reach ?? []);
  }

  return {
    fingerprint: () => meta.get('fingerprint'),
    slot: (key) => {
      const row = slots.get(key);
      return row && { version: row[0], sequence: row[1], state: row[2] };
    },
    command: (key) => commands.get(commandKeyBytes(key)),
    heads: () => headsOf(heads),
    reach: () => headsOf(reach),
    write: (rows) => commit(root, () => put(rows)),
    reset: async (fingerprint) => {
      for (const rows of [slots, commands, heads, reach]) await rows.clearAsync();
      await meta.put('fingerprint', fingerprint);
    },
    close: () => root.close(),
  };
}

function sorted<V>(rows: readonly (readonly [string, V])[]): readonly (readonly [string, V])[] {
  return rows.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function putHeads(
  database: Database<HeadRow, string>,
  rows: Iterable<readonly [string, Head]>,
): void {
  for (const [ledger, head] of rows) {
    void database.put(ledger, [head.sequence, head.prevHash, head.time]);
  }
}

function headsOf(database: Database<HeadRow, string>): ReadonlyMap<string, Head> {
  const heads = new Map<string, Head>();
  for (const { key, value } of database.getRange()) {
    heads.set(key, { sequence: value[0], prevHash: value[1], time: value[2] });
  }
  return heads;
}

/** The ledger's name, a slash and the 16 bytes of the command's UUID: half the size of the text. */
function commandKeyBytes(key: string): Buffer {
  const slash = key.indexOf('/') + 1;
  const bytes = Buffer.allocUnsafe(slash + 16);
  bytes.write(key.slice(0, slash), 'latin1');
  bytes.write(key.slice(slash).replaceAll('-', ''), slash, 'hex');
  return bytes;
}
