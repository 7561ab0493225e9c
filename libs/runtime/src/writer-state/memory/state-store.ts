// The writer's state in memory: for tests, and for ledgers that live as long as their process.
import { type Head, type Slot } from '../slot.js';
import { type StateStore } from '../state-store.js';

export function memoryStateStore(): StateStore {
  const slots = new Map<string, Slot>();
  const commands = new Map<string, number>();
  const heads = new Map<string, Head>();
  const reach = new Map<string, Head>();
  let known: string | undefined;
  return {
    fingerprint: () => known,
    slot: (key) => slots.get(key),
    command: (key) => commands.get(key),
    heads: () => heads,
    reach: () => reach,
    write: async (rows) => {
      for (const [key, slot] of rows.slots ?? []) slots.set(key, slot);
      for (const [key, sequence] of rows.commands ?? []) commands.set(key, sequence);
      for (const [ledger, head] of rows.heads ?? []) heads.set(ledger, head);
      for (const [ledger, head] of rows.reach ?? []) reach.set(ledger, head);
    },
    reset: async (fingerprint) => {
      for (const rows of [slots, commands, heads, reach]) rows.clear();
      known = fingerprint;
    },
    close: async () => undefined,
  };
}
