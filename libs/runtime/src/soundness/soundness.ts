// What must hold before anything is opened for work: the log is whole, as far as its own caches can tell, and the keys are
// the ledgers'. Going on without would hide the loss and make it worse.
import { type EventLog } from '@ledger/event-log';
import { type Text, say } from '@ledger/ledger';
import { type ReadStore } from '@ledger/read-store';
import { askedOfAll } from '../asked-of-all.js';
import { StartError } from '../start-error.js';
import { isOfAnotherLog } from '../writer-state/fingerprint.js';
import { type StateStore } from '../writer-state/state-store.js';
import { type KeyStanding, type KeyedLog, keyStanding } from './ledger-key.js';
import { soundnessTexts } from './soundness.texts.js';

export type Caches = {
  readonly readStore: Pick<ReadStore, 'reached'>;
  readonly stateStores: readonly Pick<StateStore, 'fingerprint' | 'heads' | 'reach'>[];
};

/** Where log, read models and keys are, which is what is restored; the writer's state is in a folder in any case. */
export type Place = 'folder' | 'servers';

const textsOf = {
  folder: {
    logBehind: soundnessTexts.logBehind,
    partRead: soundnessTexts.partRead,
    keyMissing: soundnessTexts.ledgerKeyMissing,
    keyDiffers: soundnessTexts.ledgerKeyDiffers,
  },
  servers: {
    logBehind: soundnessTexts.logBehindOnServers,
    partRead: soundnessTexts.partReadOnServers,
    keyMissing: soundnessTexts.ledgerKeyMissingOnServers,
    keyDiffers: soundnessTexts.ledgerKeyDiffersOnServers,
  },
} as const;

/**
 * States of another log say nothing about this one: they are passed over here, and dropped before anything is decided by them.
 * @param log undefined where there is none yet
 * @throws StartError (`log-behind`) where a cache holds what the log does not: it is written only after the log
 */
export async function demandWholeLog(
  log: Pick<EventLog, 'id' | 'head' | 'halts'> | undefined,
  { readStore, stateStores }: Caches,
  place: Place = 'folder',
): Promise<void> {
  const texts = textsOf[place];
  const own = stateStores.filter((store) => log === undefined || !isOfAnotherLog(store, log));
  const state = own.flatMap((store) => [...store.heads(), ...store.reach()]);
  const parts = [
    [soundnessTexts.partState, state.map(([ledger, { sequence }]) => [ledger, sequence] as const)],
    [texts.partRead, await readStore.reached()],
  ] as const;
  // Where one ends nobody knows: its writer may have gone on above what stopped it. It takes no commands, which is enough.
  const halted = new Set((await log?.halts())?.map(({ ledger }) => ledger));
  const kept = new Set(parts.flatMap(([, reached]) => [...reached].map(([ledger]) => ledger)));
  const asked = [...kept].filter((ledger) => !halted.has(ledger));
  const heads = await askedOfAll(asked, async (ledger) => log?.head(ledger));
  for (const [part, reached] of parts) {
    for (const [ledger, sequence] of reached) {
      if (halted.has(ledger)) continue;
      const head = heads.get(ledger) ?? 0;
      if (sequence > head) {
        const ends = { ledger, sequence: head, reached: sequence };
        throw behind(texts.logBehind, part, ends);
      }
    }
  }
}

/** @throws StartError (`ledger-key-missing` or `ledger-key-differs`) naming every ledger of which that is so */
export async function demandLedgerKeys(keyed: KeyedLog, place: Place = 'folder'): Promise<void> {
  const texts = textsOf[place];
  const found: { readonly [standing in KeyStanding]: string[] } = {
    matches: [],
    missing: [],
    differs: [],
    moving: [], // nothing is recorded there until its import has ended
  };
  const ask = (ledger: string): Promise<KeyStanding> => keyStanding(keyed, ledger);
  for (const [ledger, standing] of await askedOfAll(await keyed.log.ledgers(), ask)) {
    found[standing].push(ledger);
  }
  const { missing, differs } = found;
  if (differs.length > 0) {
    const ledgers = differs.join(', ');
    throw new StartError('ledger-key-differs', texts.keyDiffers, { ledgers });
  }
  if (missing.length > 0) {
    const ledgers = missing.join(', ');
    throw new StartError('ledger-key-missing', texts.keyMissing, { ledgers });
  }
}

type Ends = { readonly ledger: string; readonly sequence: number; readonly reached: number };

/** The part is a text of its own, so it is filled in per language. */
function behind(logBehind: Text, part: Text, ends: Ends): StartError {
  const places = { ledger: '{ledger}', sequence: '{sequence}', reached: '{reached}' };
  const text = {
    en: say(logBehind, 'en', { ...places, part: part.en }),
    zh: say(logBehind, 'zh', { ...places, part: part.zh }),
  };
  return new StartError('log-behind', text, ends);
}
