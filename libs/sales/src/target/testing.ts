// A small ledger in which targets are set, for the specs of this slice. Today is 2026-03-31 unless a spec says otherwise.
import { type Event, type Slice } from '@ledger/ledger';
import { ledgerOf } from '@ledger/ledger/testing';
import { type LedgerOpened } from '../ledger/ledger.events.js';
import { ledgerSlice } from '../ledger/index.js';
import { ledgerOpened } from '../ledger/testing.js';
import { organizationSlice } from '../organization/index.js';
import { productSlice } from '../product/index.js';
import { type SetTargetBody } from './target.bodies.js';
import { setTarget } from './target.commands.js';
import { type AdjustTarget, type SetTarget, type WithdrawTarget } from './target.decider.js';
import { type TargetSet, targetId } from './target.events.js';
import { targetSlice } from './index.js';

export const targetLedger = ledgerOf([
  ledgerSlice,
  organizationSlice,
  productSlice,
  targetSlice,
] satisfies readonly Slice[]);

function fact(type: string, subject: string, data: object, occurredOn = '2026-01-01'): Event {
  return { type, subject, occurredOn, data };
}

/** mia leads ann in west-1, which is in west; ann moves to east on 20 March. */
export function world(settings: Partial<LedgerOpened['data']> = {}): readonly Event[] {
  return [
    ledgerOpened(settings),
    fact('TeamCreated', 'team/west', { name: 'West', parent: null }),
    fact('TeamCreated', 'team/west-1', { name: 'West 1', parent: 'west' }),
    fact('TeamCreated', 'team/east', { name: 'East', parent: null }),
    fact('TerritoryCreated', 'territory/coast', { name: 'Coast' }),
    fact('ProductAdded', 'product/pen', { name: 'Pen', aliases: [] }),
    fact('SalespersonAdded', 'salesperson/mia', { name: 'sealed:mia', role: 'manager' }),
    fact('SalespersonAdded', 'salesperson/ann', { name: 'sealed:ann', role: 'salesperson' }),
    fact('ManagerAssigned', 'team/west-1', { manager: 'mia' }),
    fact('SalespersonAssignedToTeam', 'salesperson/ann', { team: 'west-1' }),
    fact('SalespersonAssignedToTeam', 'salesperson/ann', { team: 'east' }, '2026-03-20'),
    fact('TerritoryAssigned', 'salesperson/ann', { territory: 'coast' }),
  ];
}

export const asked: SetTargetBody = {
  scope: 'team/west-1',
  metric: 'sales-amount',
  period: '2026-Q2',
  value: '250000.00',
  basis: 'history',
};

export function set(changes: Partial<SetTargetBody> = {}): SetTarget {
  return setTarget('acme', { ...asked, ...changes });
}

export const west = targetId(asked.scope, asked.metric, asked.period);

export function adjust(data: Partial<AdjustTarget['data']> = {}, id = west): AdjustTarget {
  const said = { value: '240000.00', reason: 'sealed:reason', ...data };
  return { type: 'AdjustTarget', ledger: 'acme', subject: `target/${id}`, data: said };
}

export function withdraw(data: Partial<WithdrawTarget['data']> = {}, id = west): WithdrawTarget {
  const said = { reason: 'sealed:reason', ...data };
  return { type: 'WithdrawTarget', ledger: 'acme', subject: `target/${id}`, data: said };
}

export const targetSet: TargetSet = {
  type: 'TargetSet',
  subject: `target/${west}`,
  occurredOn: '2026-03-31',
  data: {
    scope: 'team/west-1',
    metric: 'sales-amount',
    period: '2026-Q2',
    start: '2026-04-01',
    end: '2026-06-30',
    unit: 'money',
    currency: 'USD',
    value: 25_000_000,
    basis: 'history',
  },
};
