// What one command, or one stretch of a replay, makes of one ledger. It remembers what it looked up, so that every state
// is fetched once however often it is asked for.
import { type Entry, type Model } from '@ledger/ledger';
import { type Head, type Slot, type StateView, slotKey } from './slot.js';

export class LedgerChanges {
  head: Head;
  /** Commands whose first entry is among these, with its sequence. */
  readonly commands: [commandId: string, first: number][] = [];
  private readonly since: number;
  private readonly slots = new Map<string, Slot | undefined>();

  constructor(
    readonly ledger: string,
    private readonly view: StateView,
  ) {
    this.head = view.head(ledger);
    this.since = this.head.sequence;
  }

  get entries(): number {
    return this.head.sequence - this.since;
  }

  /** @param key `<kind>/<id>` */
  slot(key: string): Slot | undefined {
    const slot = this.slots.get(key);
    if (slot !== undefined || this.slots.has(key)) return slot;
    const found = this.view.slot(slotKey(this.ledger, key));
    this.slots.set(key, found);
    return found;
  }

  /**
   * One entry's effect: the same for an entry just decided and for one read from the log.
   * @param leaf the entry's leaf hash
   */
  evolve(model: Model, entry: Entry, leaf: string): void {
    const { sequence, time } = entry;
    for (const { key, evolve } of model.evolutions(entry)) {
      const slot = this.slot(key);
      if (slot !== undefined && slot.sequence >= sequence) continue;
      const version = key === entry.subject ? entry.version : 0;
      this.slots.set(key, { state: evolve(slot?.state, entry), version, sequence });
    }
    this.head = { sequence, time, prevHash: leaf };
  }

  /** The slots that these entries changed, by their keys in the whole state. */
  *changed(): Generator<readonly [string, Slot]> {
    for (const [key, slot] of this.slots) {
      if (slot !== undefined && slot.sequence > this.since) yield [slotKey(this.ledger, key), slot];
    }
  }
}
