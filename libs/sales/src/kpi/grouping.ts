// How a ledger is kept and by which organisation its figures are grouped: what every question here is asked with.
import { todayIn } from '@ledger/ledger';
import { OneOf } from '../fields.js';
import { type LedgerState, ledger as ledgerSubject } from '../ledger/ledger.events.js';
import { type Views, viewOf } from './views.js';

const groupings = ['as-it-was', 'today'] as const;
export type Grouping = (typeof groupings)[number];

/** Query parameter `organization`. */
export function Organization(): PropertyDecorator {
  const description =
    'Teams and territories as they were when it happened (where absent), or with those who stand there today';
  return OneOf(groupings, { optional: true, example: 'today', description });
}

/** Today where the ledger is, if its organisation decides. */
export function todayFor(
  grouping: Grouping | undefined,
  timeZone: string,
  now: string,
): string | undefined {
  return grouping === 'today' ? todayIn(timeZone, now) : undefined;
}

export async function settingsOf(views: Views, ledger: string): Promise<LedgerState> {
  const [row] = await viewOf(views, 'ledger').getMany(ledgerSubject.kind, [ledger]);
  if (row === undefined) throw new Error(`the ledger ${ledger} has a view and no settings`);
  return row as unknown as LedgerState; // the rows of this collection are states
}
