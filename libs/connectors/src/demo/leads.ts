// Who might buy from the demo's company: leads that became its deals, and as many of which nothing came.
import { addDays } from '@ledger/ledger';
import { channels, firstDay, lastDay } from './company.js';
import { type DemoDeal } from './deals.js';
import { activeOn, isActive } from './people.js';
import {
  type Notebook,
  type Planned,
  notebookOf,
  numbered,
  workdayAfter,
  workdayFrom,
} from './plan.js';
import { type Random, seededRandom } from './random.js';

type Say = Notebook['say'];

const people = [
  ...[
    'Mei Chen 陈梅',
    'Anton Berg',
    'Liu Yang 刘洋',
    'Clara Fonseca',
    'Zhao Ling 赵玲',
    'Idris Bello',
  ],
  ...['Huang Tao 黄涛', 'Eva Stern', 'Wu Jing 吴静', 'Pavel Novak'],
];
const reasons = ['no budget', 'no need', 'not reached', 'student project'];
const sharePersuaded = 0.55;
const everyDays = 4;

export function leadSteps(seed: string, deals: readonly DemoDeal[]): readonly Planned[] {
  const { planned, say } = notebookOf('sales-desk');
  let number = 0;
  for (const deal of deals) {
    const random = seededRandom(`${seed} lead to ${deal.id}`);
    if (random.chance(sharePersuaded)) {
      number += 1;
      converted(numbered('L', number), deal, random, say);
    }
  }
  for (let day = addDays(firstDay, 2); day <= lastDay; day = addDays(day, everyDays)) {
    number += 1;
    lost(numbered('L', number), workdayFrom(day), seededRandom(`${seed} lead of ${day}`), say);
  }
  return planned;
}

function converted(lead: string, deal: DemoDeal, random: Random, say: Say): void {
  const { id, seller, customer, channel, campaign, openedOn } = deal;
  const receivedOn = workdayFrom(addDays(openedOn, -random.whole(4, 30)));
  if (receivedOn <= firstDay || !isActive(seller, receivedOn)) return;
  const subject = `lead/${lead}`;
  say(receivedOn, 'ReceiveLead', subject, {
    ...{ channel, campaign, receivedOn, salesperson: seller.id },
    ...{ name: customer.contact, email: `office@${customer.id}.example`, company: customer.name },
    ...(customer.since <= receivedOn ? { customer: customer.id } : {}),
  });
  const qualifiedOn = workdayAfter(receivedOn, 2);
  if (qualifiedOn <= openedOn && random.chance(0.85)) {
    say(qualifiedOn, 'QualifyLead', subject, { qualifiedOn });
  }
  say(openedOn, 'ConvertLead', subject, { convertedOn: openedOn, deal: id });
}

/** Seven in ten are disqualified; nobody has got round to the others. */
function lost(lead: string, receivedOn: string, random: Random, say: Say): void {
  const subject = `lead/${lead}`;
  const { id: channel, campaigns } = random.pick(channels);
  const campaign = `${random.pick(campaigns)}-${receivedOn.slice(0, 4)}`;
  const salesperson = random.pick(activeOn(receivedOn)).id;
  const name = random.pick(people);
  say(receivedOn, 'ReceiveLead', subject, { channel, campaign, receivedOn, salesperson, name });
  const qualifiedOn = workdayAfter(receivedOn, random.whole(1, 8));
  if (random.chance(0.45)) say(qualifiedOn, 'QualifyLead', subject, { qualifiedOn });
  if (!random.chance(0.7)) return;
  const disqualifiedOn = workdayAfter(qualifiedOn, random.whole(2, 25));
  say(disqualifiedOn, 'DisqualifyLead', subject, { disqualifiedOn, reason: random.pick(reasons) });
}
