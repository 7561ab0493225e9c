// Tells whether stored states were evolved by the code that is running, and from which log. States of other code or of another
// log are dropped and replayed.
import { type EventLog } from '@ledger/event-log';
import { type Model } from '@ledger/ledger';
import { type StateStore } from './state-store.js';

/** Raise it with every change of what a state holds or how it evolves: the cache is then rebuilt from the log. */
export const stateVersion = 3;

export function fingerprintOf(model: Model, { id }: Pick<EventLog, 'id'>): string {
  const events = Object.entries(model.catalogue).map(
    ([type, schema]) => `${type}.v${schema.version}`,
  );
  const log = id === undefined ? [] : [`log ${id}`];
  return [`states ${stateVersion}`, ...events.sort(), ...log].join(' ');
}

/** Whether its states are known to be of another log than this one. A folder may be pointed at one log after the other. */
export function isOfAnotherLog(
  store: Pick<StateStore, 'fingerprint'>,
  { id }: Pick<EventLog, 'id'>,
): boolean {
  const named = / log (\S+)$/.exec(store.fingerprint() ?? '')?.[1];
  return named !== undefined && named !== id;
}
