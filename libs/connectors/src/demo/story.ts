// More than three years of the demo company as sittings in the order of their recording: a pure function of the seed.
import { type Command } from '@ledger/ledger';
import { demoLedger } from './company.js';
import { customerSteps, customersOf } from './customers.js';
import { dealSteps } from './deal-steps.js';
import { dealsOf } from './deals.js';
import { feedbackSteps } from './feedback.js';
import { leadSteps } from './leads.js';
import { peopleSteps } from './people.js';
import { type Desk, type Planned, desks, recordingDay } from './plan.js';
import { productSteps } from './products.js';
import { targetSteps } from './targets.js';

/** What one desk records of one week, at one ISO instant: at least one command. */
export type Sitting = {
  readonly at: string;
  readonly actor: string;
  readonly commands: readonly [Command, ...Command[]];
};

/** In UTC. */
const hours: { readonly [desk in Desk]: string } = {
  operations: '07:30',
  'sales-desk': '10:15',
  finance: '13:45',
  service: '15:20',
};

export function demoStory(seed: string): readonly Sitting[] {
  const customers = customersOf(seed);
  const deals = dealsOf(seed, customers);
  return sittingsOf([
    ...peopleSteps(),
    ...productSteps(),
    ...customerSteps(customers),
    ...dealSteps(seed, deals),
    ...leadSteps(seed, deals),
    ...targetSteps(seed, deals),
    ...feedbackSteps(seed, deals),
  ]);
}

/** Within a sitting by day, then as planned: a deal is opened before its lead is converted. */
function sittingsOf(planned: readonly Planned[]): readonly Sitting[] {
  const sittings = new Map<string, Planned[]>();
  for (const step of planned.toSorted(byDay)) {
    const key = `${recordingDay(step.day)} ${desks.indexOf(step.desk)}`;
    const sitting = sittings.get(key);
    if (sitting === undefined) sittings.set(key, [step]);
    else sitting.push(step);
  }
  return [...sittings.keys()].sort().flatMap((key) => sittingOf(sittings.get(key) ?? []));
}

function byDay(one: Planned, other: Planned): number {
  return one.day < other.day ? -1 : one.day > other.day ? 1 : 0;
}

function sittingOf(steps: readonly Planned[]): readonly Sitting[] {
  const [first, ...others] = steps;
  if (first === undefined) return [];
  const { desk } = first;
  const inLedger = ({ command }: Planned): Command => ({ ...command, ledger: demoLedger });
  const at = `${recordingDay(first.day)}T${hours[desk]}:00.000Z`;
  return [{ at, actor: `user/${desk}`, commands: [inLedger(first), ...others.map(inLedger)] }];
}
