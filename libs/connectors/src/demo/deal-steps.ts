// How each deal of the demo goes: opened, advanced, handed over where its seller leaves, won with credits or lost with a reason.
// What happens after its end stands in aftermath.ts.
import { addDays, daysBetween } from '@ledger/ledger';
import { aftermath } from './aftermath.js';
import { lastDay, stages } from './company.js';
import { type DemoDeal } from './deals.js';
import { lostTerms, wonTerms } from './outcomes.js';
import {
  type Notebook,
  type Planned,
  decimal,
  notebookOf,
  quarterOf,
  workdayFrom,
} from './plan.js';
import { type Random, seededRandom } from './random.js';

type Say = Notebook['say'];

export function dealSteps(seed: string, deals: readonly DemoDeal[]): readonly Planned[] {
  const desk = notebookOf('sales-desk');
  const finance = notebookOf('finance');
  for (const deal of deals) {
    const random = seededRandom(`${seed} steps of ${deal.id}`);
    const subject = `deal/${deal.id}`;
    open(deal, subject, random, desk.say);
    advance(deal, subject, random, desk.say);
    if (deal.closedOn > lastDay) continue;
    const recordedOn = recordingOf(deal, random);
    if (deal.isWon) desk.say(recordedOn, 'WinDeal', subject, wonTerms(deal, random));
    else desk.say(recordedOn, 'LoseDeal', subject, lostTerms(deal.closedOn, random));
    aftermath({ deal, subject, recordedOn, random }, desk.say, finance.say);
  }
  return [...desk.planned, ...finance.planned];
}

function open(deal: DemoDeal, subject: string, random: Random, say: Say): void {
  const { seller, customer, lines, cents, channel, openedOn, closedOn } = deal;
  const expectedCloseOn = addDays(closedOn, random.whole(-20, 10));
  say(openedOn, 'OpenDeal', subject, {
    ...(customer.segment === 'enterprise' ? { title: `${customer.name} · ${openedOn}` } : {}),
    salesperson: seller.id,
    customer: customer.id,
    products: lines.map(({ product }) => product),
    amount: decimal(Math.round((cents * random.whole(85, 130)) / 10_000) * 100),
    stage: stages[0],
    probabilityBp: 2_000,
    forecastCategory: 'pipeline',
    expectedCloseOn: expectedCloseOn > openedOn ? expectedCloseOn : closedOn,
    channel,
    openedOn,
  });
}

/** In the order of days: to a proposal, to a negotiation, and to a colleague where the seller leaves. */
function advance(deal: DemoDeal, subject: string, random: Random, say: Say): void {
  const { seller, successor, cents, openedOn, closedOn } = deal;
  const days = daysBetween(openedOn, closedOn);
  const proposedOn = workdayFrom(addDays(openedOn, Math.round(days * 0.35)));
  const negotiatedOn = workdayFrom(addDays(openedOn, Math.round(days * 0.7)));
  say(proposedOn, 'AdvanceDeal', subject, {
    stage: stages[1],
    probabilityBp: random.whole(35, 50) * 100,
    forecastCategory: 'best-case',
    amount: decimal(cents),
  });
  if (random.chance(0.65) && negotiatedOn < closedOn) {
    say(negotiatedOn, 'AdvanceDeal', subject, {
      stage: stages[2],
      probabilityBp: random.whole(60, 85) * 100,
      forecastCategory: random.chance(0.6) ? 'commit' : 'best-case',
      expectedCloseOn: closedOn,
    });
  }
  if (successor === undefined || seller.leaves === undefined) return;
  const handedOverOn = workdayFrom(addDays(seller.leaves, -4));
  const reason = `${seller.name} leaves`;
  say(handedOverOn, 'ReassignDeal', subject, { salesperson: successor.id, reason });
}

/** One in ten of a quarter's last fortnight is recorded when the next one has begun. */
function recordingOf({ closedOn }: DemoDeal, random: Random): string {
  const isLate = quarterOf(addDays(closedOn, 14)) !== quarterOf(closedOn) && random.chance(0.1);
  const day = isLate ? workdayFrom(addDays(closedOn, random.whole(14, 24))) : closedOn;
  return day <= lastDay ? day : closedOn;
}
