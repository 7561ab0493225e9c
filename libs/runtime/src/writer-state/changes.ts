// What changed in all ledgers since some point: the writer's overlay above what is durable, and what a checkpoint has not
// written yet.
import { type LedgerChanges } from './ledger-changes.js';
import { type Head, type Slot, type StateView, commandKey } from './slot.js';

export class Changes implements StateView {
  readonly slots = new Map<string, Slot>();
  readonly commands = new Map<string, number>();
  readonly heads = new Map<string, Head>();
  /** How many entries brought this about. */
  entries = 0;

  /** @param below what holds where nothing changed; `rebase` moves it once the layer below has settled. */
  constructor(private below: StateView) {}

  slot(key: string): Slot | undefined {
    return this.slots.get(key) ?? this.below.slot(key);
  }

  command(key: string): number | undefined {
    return this.commands.get(key) ?? this.below.command(key);
  }

  head(ledger: string): Head {
    return this.heads.get(ledger) ?? this.below.head(ledger);
  }

  rebase(below: StateView): void {
    this.below = below;
  }

  add(later: LedgerChanges): void {
    if (later.entries === 0) return;
    for (const [key, slot] of later.changed()) this.slots.set(key, slot);
    for (const [commandId, first] of later.commands) {
      this.commands.set(commandKey(later.ledger, commandId), first);
    }
    this.heads.set(later.ledger, later.head);
    this.entries += later.entries;
  }

  absorb(later: Changes): void {
    for (const [key, slot] of later.slots) this.slots.set(key, slot);
    for (const [key, sequence] of later.commands) this.commands.set(key, sequence);
    for (const [ledger, head] of later.heads) this.heads.set(ledger, head);
    this.entries += later.entries;
  }
}
