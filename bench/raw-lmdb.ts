// The floors: what lmdb alone does with the same work and the same durability, without ledger, envelope or idempotency.
import { type Database, open } from 'lmdb';
import {
  type MakeOffer,
  type OfferState,
  type Offered,
  decideOffer,
  offerSubject,
} from './deal-like.js';

/** An event store of one's own: a row per event, its stream read and folded before each decision. */
export class RawStreams {
  private readonly events: Database<string, [string, number]>;

  constructor(folder: string) {
    const root = open({ path: folder, noSubdir: false, overlappingSync: false });
    this.events = root.openDB<string, [string, number]>({ name: 'events', encoding: 'string' });
  }

  /** Load, decide, conditional put. */
  async offer(command: MakeOffer): Promise<void> {
    const { subject } = command;
    let state: OfferState | undefined;
    let version = 0;
    for (const { key, value } of this.events.getRange({
      start: [subject, 0],
      end: [subject, Infinity],
    })) {
      state = offerSubject.evolve(state, JSON.parse(value) as Offered); // written below
      version = key[1];
    }
    const [event] = decideOffer(command, state);
    const key: [string, number] = [subject, version + 1];
    const isFirst = await this.events.ifNoExists(key, () => {
      void this.events.put(key, JSON.stringify(event));
    });
    if (!isFirst) await this.offer(command);
  }

  close(): Promise<void> {
    return this.events.close();
  }
}

/** Transactions of 1,000 rows each of these bytes; resolves to rows per second. */
export async function rawBulk(folder: string, rows: readonly Uint8Array[]): Promise<number> {
  const root = open<Uint8Array, number>({
    path: folder,
    noSubdir: false,
    overlappingSync: false,
    encoding: 'binary',
    keyEncoding: 'uint32',
  });
  const begun = performance.now();
  for (let from = 0; from < rows.length; from += 1_000) {
    await root.batch(() => {
      rows.slice(from, from + 1_000).forEach((bytes, index) => void root.put(from + index, bytes));
    });
  }
  const perSecond = (1_000 * rows.length) / (performance.now() - begun);
  await root.close();
  return perSecond;
}
