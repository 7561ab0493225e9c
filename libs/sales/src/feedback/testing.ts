// The deal slice's small ledger with feedback in it, for the specs of this slice. Today is 2026-03-31.
import { type Command, type Event } from '@ledger/ledger';
import { type GivenWhenThen, ledgerOf } from '@ledger/ledger/testing';
import { customerSlice } from '../customer/index.js';
import { dealSlice } from '../deal/index.js';
import { world } from '../deal/testing.js';
import { ledgerSlice } from '../ledger/index.js';
import { organizationSlice } from '../organization/index.js';
import { productSlice } from '../product/index.js';
import { feedbackSlice } from './index.js';

export const feedbackLedger: GivenWhenThen = ledgerOf([
  ledgerSlice,
  organizationSlice,
  productSlice,
  customerSlice,
  dealSlice,
  feedbackSlice,
]);

export function command(type: string, data: object, feedback = 'F-1'): Command {
  return { type, ledger: 'acme', subject: `feedback/${feedback}`, data };
}

/** Sends commands one after the other, each on what the ones before recorded. */
export function after(...commands: readonly Command[]): readonly Event[] {
  return commands.reduce<readonly Event[]>(
    (events, next) => [...events, ...feedbackLedger.given(...events).when(next).events],
    world,
  );
}

export const received = command('ReceiveFeedback', {
  kind: 'survey',
  score: { scale: 'csat', value: 2 },
  comment: 'sealed:late',
  receivedOn: '2026-03-20',
  salesperson: 'ann',
  customer: 'konex',
  product: 'pen',
  channel: 'partner',
});
export const answered = command('AnswerFeedback', {
  answeredOn: '2026-03-25',
  comment: 'sealed:sorry',
});
export const dismissed = command('DismissFeedback', {
  dismissedOn: '2026-03-25',
  reason: 'sealed:spam',
});
