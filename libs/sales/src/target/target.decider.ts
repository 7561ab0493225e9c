// Decides targets: one for each scope, metric and period, changed with a reason only.
import { type Command, type Decider, type Known, idOf, todayIn, unreachable } from '@ledger/ledger';
import { present } from '../changes.js';
import { type LedgerState, requireLedger } from '../ledger/ledger.events.js';
import { attributionOn } from '../organization/organization.attribution.events.js';
import { isStale, plainSource } from '../source.js';
import { periodNamed, targetable } from './named.js';
import { checkedScope, scopeNeeds } from './scope.js';
import {
  type AdjustTargetBody,
  type SetTargetBody,
  type WithdrawTargetBody,
} from './target.bodies.js';
import {
  type TargetAdjusted,
  type TargetEvent,
  type TargetSet,
  type TargetState,
  type TargetWithdrawn,
  target,
  targetText,
} from './target.events.js';
import { reject } from './target.rejections.js';
import { valueOf } from './value.js';

/** Its subject is `target/<targetId(scope, metric, period)>`. */
export type SetTarget = Command<'SetTarget', SetTargetBody>;
export type AdjustTarget = Command<'AdjustTarget', AdjustTargetBody>;
export type WithdrawTarget = Command<'WithdrawTarget', WithdrawTargetBody>;
export type TargetCommand = SetTarget | AdjustTarget | WithdrawTarget;

/** What every decision here looks at. */
type Desk = {
  readonly known: Known;
  readonly ledger: LedgerState;
  readonly ledgerId: string;
  /** The business day in the ledger's time zone. */
  readonly today: string;
  readonly id: string;
  readonly subject: string;
  readonly state: TargetState | undefined;
};

export const targetDecider: Decider<TargetCommand, TargetEvent> = {
  needs: ({ type, ledger, data }, known) => [
    `ledger/${ledger}`,
    ...(type === 'SetTarget' ? scopeNeeds(known, data.scope) : []),
  ],

  decide: (command, known, { now }) => {
    const desk = deskOf(command, known, now);
    if (isStale(desk.state?.source, command.data.source)) return [];
    switch (command.type) {
      case 'SetTarget':
        return set(command.data, desk);
      case 'AdjustTarget':
        return adjust(command.data, desk);
      case 'WithdrawTarget':
        return withdraw(command.data, desk);
      default:
        return unreachable(command);
    }
  },
};

function deskOf({ ledger: ledgerId, subject }: TargetCommand, known: Known, now: string): Desk {
  const ledger = requireLedger(known, ledgerId);
  const id = idOf(subject);
  const today = todayIn(ledger.timeZone, now);
  return { known, ledger, ledgerId, today, id, subject, state: known.of(target, id) };
}

function set(data: SetTarget['data'], desk: Desk): readonly TargetSet[] {
  const { known, ledger, subject, today, state } = desk;
  const { scope, metric, basis, note, source } = data;
  const { unit } = targetable(metric, '/metric');
  const { kind, member } = checkedScope(known, scope);
  const { label: period, start, end } = periodNamed(data.period, ledger, '/period');
  const value = valueOf(data.value, { metric, unit, currency: ledger.currency });
  const agreedOn = data.agreedOn ?? today;
  checkDay(agreedOn, desk);
  if (state?.status === 'set') {
    if (saysTheSame(data, value, state)) return [];
    throw reject('target-already-set', { ...namesOf(state, desk) });
  }
  demandNoApproval(desk);
  const terms = present({
    ...{ scope, metric, period, start, end, unit },
    currency: unit === 'money' ? ledger.currency : undefined,
    ...{ value, basis },
    attribution: kind === 'salesperson' ? attributionOn(known, member, agreedOn) : undefined,
    note,
    source: plainSource(source),
  });
  return [{ type: 'TargetSet', subject, occurredOn: agreedOn, data: terms }];
}

/** What the command leaves out it does not deny. */
function saysTheSame(data: SetTarget['data'], value: number, state: TargetState): boolean {
  const { basis, agreedOn = state.agreedOn, note = state.note } = data;
  const isSame = value === state.value && basis === state.basis;
  return isSame && agreedOn === state.agreedOn && note === state.note;
}

function adjust(data: AdjustTarget['data'], desk: Desk): readonly TargetAdjusted[] {
  const { subject, today, id } = desk;
  const state = existing(desk);
  if (state.status === 'withdrawn') throw reject('target-withdrawn', { target: id });
  const { metric, unit, value: was, setBy: corrects } = state;
  const value = valueOf(data.value, { metric, unit, currency: desk.ledger.currency });
  if (value === was) return [];
  demandNoApproval(desk);
  const { reason } = data;
  const adjusted = present({ was, value, reason, corrects, source: plainSource(data.source) });
  return [{ type: 'TargetAdjusted', subject, occurredOn: today, data: adjusted }];
}

/** Needs no approval even where setting does: it takes a promise away and makes none. */
function withdraw(data: WithdrawTarget['data'], desk: Desk): readonly TargetWithdrawn[] {
  const { subject, today } = desk;
  const state = existing(desk);
  if (state.status === 'withdrawn') return [];
  const { value: was, setBy: corrects } = state;
  const { reason } = data;
  const withdrawn = present({ was, reason, corrects, source: plainSource(data.source) });
  return [{ type: 'TargetWithdrawn', subject, occurredOn: today, data: withdrawn }];
}

function existing({ id, state }: Desk): TargetState {
  if (state === undefined) throw reject('target-not-found', { target: id });
  return state;
}

function demandNoApproval({ ledger, ledgerId }: Desk): void {
  if (ledger.targetApproval) throw reject('approval-required', { ledger: ledgerId });
}

function checkDay(date: string, { today, ledger: { firstDay } }: Desk): void {
  if (date > today) throw reject('date-in-future', { date, today }, '/agreedOn');
  if (date < firstDay) throw reject('date-before-first-day', { date, firstDay }, '/agreedOn');
}

function namesOf(state: TargetState, { id, ledger }: Desk): { readonly [name: string]: string } {
  const { scope, metric, period, unit } = state;
  return {
    ...{ scope, metric, period, target: id },
    value: targetText(state.value, unit, ledger.currency),
  };
}
