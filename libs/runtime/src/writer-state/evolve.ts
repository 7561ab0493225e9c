// One entry's effect on the writer's state: the same code for an entry just decided and for one replayed from the log.
import { type Entry, type Model } from '@ledger/ledger';
import { type Changes } from './changes.js';
import { slotKey } from './slot.js';

/** @param leaf the entry's leaf hash */
export function evolve(changes: Changes, model: Model, entry: Entry, leaf: string): void {
  const { ledger, sequence, time } = entry;
  for (const evolution of model.evolutions(entry)) {
    const key = slotKey(ledger, evolution.key);
    const slot = changes.slot(key);
    if (slot !== undefined && slot.sequence >= sequence) continue;
    const version = evolution.key === entry.subject ? entry.version : 0;
    changes.slots.set(key, { state: evolution.evolve(slot?.state, entry), version, sequence });
  }
  changes.heads.set(ledger, { sequence, time, prevHash: leaf });
  changes.entries += 1;
}
