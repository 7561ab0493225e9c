// Moves a ledger in: the bytes of its entries as they are, through the log's own door, then its keys. Everything is proved
// before the first entry goes in. From then on until the end nothing can be recorded in the ledger, whoever asks, and the
// same call goes on where another one was interrupted.
import { type EventLog } from '@ledger/event-log';
import { leafHash } from '@ledger/integrity';
import { type LedgerKeySet, type MovableKeyStore } from '@ledger/key-store';
import { type EventCatalogue } from '@ledger/ledger';
import { keyHash, keyHashIn } from '../soundness/ledger-key.js';
import { type EntryFile, type FileEnd, batchesIn, endOf } from './entry-file.js';
import { type AppendLimits, FencedAppend } from './fenced-append.js';
import { type KeySource, provedKeys } from './key-source.js';
import { MoveRefusal } from './move-refusal.js';

export type MoveTarget = {
  readonly log: EventLog;
  readonly keys: MovableKeyStore;
  readonly catalogue: EventCatalogue;
  readonly limits?: AppendLimits;
};

export type MoveWish = {
  readonly entries: EntryFile;
  /** Absent: the target has the ledger's keys already. */
  readonly keys?: KeySource | undefined;
  /** Which ledger it must be; absent: whichever the file holds. */
  readonly ledger?: string | undefined;
  readonly onProgress?: (entries: number, of: number) => void;
};

export type MovedIn = FileEnd & {
  /** Entries that were not there before. */
  readonly appended: number;
};

/** @throws MoveRefusal */
export async function moveIn(target: MoveTarget, wish: MoveWish): Promise<MovedIn> {
  const { log, keys, catalogue } = target;
  const end = await endOf(wish.entries, catalogue);
  const { ledger } = end;
  if (wish.ledger !== undefined && wish.ledger !== ledger) {
    const values = { file: wish.entries.name, ledger, asked: wish.ledger };
    throw new MoveRefusal('ledger-another', values);
  }
  const keySet = wish.keys && (await provedKeys(wish.keys, wish.entries, end));
  const isGoingOn = await keys.isMoving(ledger);
  if (!isGoingOn && (await isThere(log, end))) return { ...end, appended: 0 };
  await demandKey(target, end, keySet);

  await keys.beginMove(ledger);
  const append = new FencedAppend(log, ledger, target.limits);
  try {
    const before = await append.begin();
    await copy(target, wish, { end, before, append });
    for await (const page of keySet?.kept ?? []) await keys.adopt(ledger, page);
    await keys.endMove(ledger, keySet?.ledgerKey);
    return { ...end, appended: end.entries - before };
  } catch (error) {
    // Where nothing of it is in, nothing is half done.
    if (!isGoingOn && !append.hasBegun) await keys.endMove(ledger);
    throw error;
  }
}

/** Whether the very entries of the file are all there is. @throws MoveRefusal `ledger-exists` where there are others */
async function isThere(log: EventLog, { ledger, entries, head }: FileEnd): Promise<boolean> {
  const recorded = await log.head(ledger);
  if (recorded === 0) return false;
  const [last] = await log.read(ledger, recorded, 1);
  if (recorded === entries && last !== undefined && leafHash(last.bytes) === head) return true;
  throw new MoveRefusal('ledger-exists', { ledger, recorded });
}

/** The first entry names the hash of the ledger's key. */
async function demandKey(
  { keys }: MoveTarget,
  { ledger, first }: FileEnd & { readonly first: Uint8Array },
  keySet: LedgerKeySet | undefined,
): Promise<void> {
  const key = keySet?.ledgerKey ?? (await keys.keyAtRest(ledger));
  if (key === undefined) throw new MoveRefusal('ledger-key-missing', { ledger });
  const named = keyHashIn(first);
  if (named === undefined || named === keyHash(key)) return;
  throw new MoveRefusal('ledger-key-differs', { ledger });
}

type Copying = {
  readonly end: FileEnd;
  /** Entries that were there before. */
  readonly before: number;
  readonly append: FencedAppend;
};

async function copy(
  { catalogue }: MoveTarget,
  { entries: file, onProgress }: MoveWish,
  { end, before, append }: Copying,
): Promise<void> {
  const { ledger } = end;
  const differs = (entry: number): MoveRefusal =>
    new MoveRefusal('ledger-differs', { ledger, entry, file: file.name });
  const changed = (): MoveRefusal =>
    new MoveRefusal('entries-file-changed', { file: file.name, recorded: append.recorded });
  if (before > end.entries) throw differs(end.entries + 1);
  let last: FileEnd | undefined;
  for await (const batch of unchanged(file, catalogue, changed)) {
    last = batch.end;
    if (last.ledger !== ledger || last.entries > end.entries) throw changed();
    if (last.entries === end.entries && last.head !== end.head) throw changed();
    const old = batch.records.filter(({ sequence }) => sequence <= before);
    await append.demandSame(old, differs);
    const fresh = batch.records.slice(old.length);
    if (fresh.length > 0) await append.append(fresh, differs);
    onProgress?.(last.entries, end.entries);
  }
  if (last?.entries !== end.entries) throw changed();
}

/** It was whole when it was checked. */
async function* unchanged(
  file: EntryFile,
  catalogue: EventCatalogue,
  changed: () => MoveRefusal,
): ReturnType<typeof batchesIn> {
  try {
    yield* batchesIn(file, catalogue);
  } catch (error) {
    throw error instanceof MoveRefusal ? changed() : error;
  }
}
