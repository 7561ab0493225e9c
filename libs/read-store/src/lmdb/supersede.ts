// Whether one build may take the place of another.
import { type Build } from '../read-store.js';
import { keyAfterAll, lastString, sortKey } from '../sort-key.js';
import { type Environment } from './environment.js';

export function isBehind(
  checkpoints: Environment['checkpoints'],
  builds: { readonly old: Build; readonly by: Build; readonly except: ReadonlySet<string> },
): boolean {
  const { old, by, except } = builds;
  const start = sortKey([old]);
  for (const { key, value } of checkpoints.getRange({ start, end: keyAfterAll(start) })) {
    const ledger = lastString(key);
    const shown = checkpoints.get(sortKey([by, ledger]))?.sequence ?? 0;
    if (shown < value.sequence && !except.has(ledger)) return true;
  }
  return false;
}
