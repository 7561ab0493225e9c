// One build in the place of another. Whoever commits to the old one at the same moment is in the way of the transaction, or
// finds the build gone: no reader ever saw an entry that the new build does not show.
import { inTransaction } from '@ledger/mongodb';
import { type ClientSession } from 'mongodb';
import { type Build, type MetaChange } from '../read-store.js';
import { lastString } from '../sort-key.js';
import { type Builds, type Tables } from './builds.js';
import { type Layout, checkpointIds, keyOf } from './layout.js';
import { changeMeta } from './meta.js';

type Pair = { readonly old: Build; readonly by: Tables; readonly except: ReadonlySet<string> };

type Superseding = {
  readonly key: string;
  readonly change: MetaChange;
  readonly builds: Builds;
};

export function supersede(
  layout: Layout,
  { old, by, except }: Pair,
  { key, change, builds }: Superseding,
): Promise<'done' | 'changed' | 'behind'> {
  return inTransaction(layout, async (session) => {
    const stands = await layout.builds.findOne({ _id: old }, { session });
    if (stands !== null) {
      const [shown, shows] = [
        await shownIn(layout, stands.number, session),
        await shownIn(layout, by.number, session),
      ];
      for (const [ledger, sequence] of shown) {
        if (!except.has(ledger) && (shows.get(ledger) ?? 0) < sequence) return 'behind';
      }
    }
    if (!(await changeMeta(layout, key, { ...change, session }))) return 'changed';
    await builds.dropWithin(session, old);
    return 'done';
  });
}

async function shownIn(
  { checkpoints }: Layout,
  number: number,
  session: ClientSession,
): Promise<ReadonlyMap<string, number>> {
  const found = await checkpoints.find({ _id: checkpointIds(number) }, { session }).toArray();
  return new Map(found.map(({ _id, sequence }) => [lastString(keyOf(_id)), sequence]));
}
