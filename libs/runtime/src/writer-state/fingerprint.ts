// Tells whether stored states were evolved by the code that is running. States of other code are dropped and replayed.
import { type Model } from '@ledger/ledger';

/** Raise it with every change of what a state holds or how it evolves: the cache is then rebuilt from the log. */
export const stateVersion = 3;

export function fingerprintOf(model: Model): string {
  const events = Object.entries(model.catalogue).map(
    ([type, schema]) => `${type}.v${schema.version}`,
  );
  return [`states ${stateVersion}`, ...events.sort()].join(' ');
}
