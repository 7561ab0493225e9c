// The deal slice's small ledger with leads in it, for the specs of this slice. Today is 2026-03-31.
import { type Command, type Event } from '@ledger/ledger';
import { type GivenWhenThen, ledgerOf } from '@ledger/ledger/testing';
import { customerSlice } from '../customer/index.js';
import { dealSlice } from '../deal/index.js';
import { world } from '../deal/testing.js';
import { ledgerSlice } from '../ledger/index.js';
import { organizationSlice } from '../organization/index.js';
import { productSlice } from '../product/index.js';
import { leadSlice } from './index.js';

export const leadLedger: GivenWhenThen = ledgerOf([
  ledgerSlice,
  organizationSlice,
  productSlice,
  customerSlice,
  dealSlice,
  leadSlice,
]);

export function command(type: string, data: object, lead = 'L-1'): Command {
  return { type, ledger: 'acme', subject: `lead/${lead}`, data };
}

/** Sends commands one after the other, each on what the ones before recorded. */
export function after(...commands: readonly Command[]): readonly Event[] {
  return commands.reduce<readonly Event[]>(
    (events, next) => [...events, ...leadLedger.given(...events).when(next).events],
    world,
  );
}

/** The command with other data. */
export function but(given: Command, changes: object): Command {
  return { ...given, data: { ...given.data, ...changes } };
}

export const received = command('ReceiveLead', {
  channel: 'web',
  campaign: 'spring-fair',
  salesperson: 'ann',
  name: 'sealed:li-wei',
  email: 'sealed:mail',
  company: 'sealed:konex',
  customer: 'konex',
  receivedOn: '2026-01-20',
});
export const qualified = command('QualifyLead', { qualifiedOn: '2026-02-10' });
export const disqualified = command('DisqualifyLead', {
  disqualifiedOn: '2026-02-20',
  reason: 'no budget',
});
export const converted = command('ConvertLead', { convertedOn: '2026-03-05' });
