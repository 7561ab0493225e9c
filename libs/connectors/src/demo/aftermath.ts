// What happens to a deal of the demo after its end: corrections, some of them when the quarter is over, reversals, reopenings.
import { addDays } from '@ledger/ledger';
import { lastDay } from './company.js';
import { type DemoDeal, ownerAtEnd } from './deals.js';
import { colleagues, lostTerms, sharedBetween, wonTerms } from './outcomes.js';
import { type Notebook, decimal, workdayAfter } from './plan.js';
import { type Random } from './random.js';

type Say = Notebook['say'];
type Ended = {
  readonly deal: DemoDeal;
  readonly subject: string;
  readonly recordedOn: string;
  readonly random: Random;
};

export function aftermath(ended: Ended, desk: Say, finance: Say): void {
  const { deal, random } = ended;
  const luck = random.unit();
  if (!deal.isWon) {
    if (luck < 0.06) wonAfterAll(ended, desk);
  } else if (luck < 0.09) correct(ended, finance);
  else if (luck < 0.2) reverse(ended, finance);
  else if (luck < 0.22) lostAfterAll(ended, desk);
}

/** Half of them within days, the others up to three months later: after the quarter that they change. */
function correct({ deal, subject, recordedOn, random }: Ended, say: Say): void {
  const { closedOn, cents } = deal;
  const wait = random.chance(0.5) ? random.whole(2, 12) : random.whole(20, 90);
  const day = workdayAfter(recordedOn, wait);
  const kind = random.unit();
  if (kind < 0.55) {
    const amount = decimal(Math.round(cents * 0.92));
    return say(day, 'CorrectDeal', subject, { reason: 'A discount was left out', amount });
  }
  if (kind < 0.8) {
    const owner = ownerAtEnd(deal);
    const partner = random.pick(colleagues(owner, closedOn));
    const credits = { primary: sharedBetween(owner, partner), overlay: [] };
    return say(day, 'CorrectDeal', subject, { reason: 'Two of us sold it', credits });
  }
  const before = addDays(closedOn, -3);
  const signedOn = before > deal.openedOn ? before : deal.openedOn;
  say(day, 'CorrectDeal', subject, { reason: 'Signed earlier than told', closedOn: signedOn });
}

function reverse({ deal, subject, recordedOn, random }: Ended, say: Say): void {
  const kind = random.unit();
  if (kind < 0.5) {
    const reversedOn = workdayAfter(recordedOn, random.whole(8, 40));
    const amount = decimal(Math.round(deal.cents * 0.3));
    const reason = 'Part of the goods came back';
    say(reversedOn, 'ReverseDeal', subject, { kind: 'return', reversedOn, amount, reason });
  } else if (kind < 0.75) {
    const reversedOn = workdayAfter(recordedOn, random.whole(5, 25));
    const reason = '客户取消订单';
    say(reversedOn, 'ReverseDeal', subject, { kind: 'cancellation', reversedOn, reason });
  } else {
    const reversedOn = workdayAfter(recordedOn, random.whole(90, 240));
    const amount = decimal(Math.round(deal.cents * 0.5));
    const reason = 'Subscription not renewed at half-time';
    say(reversedOn, 'ReverseDeal', subject, { kind: 'churn', reversedOn, amount, reason });
  }
}

/** Whole or not at all: what would end after the demo's last day is not begun. */
function wonAfterAll({ deal, subject, recordedOn, random }: Ended, say: Say): void {
  const reopenedOn = workdayAfter(recordedOn, random.whole(5, 30));
  const closedOn = workdayAfter(reopenedOn, random.whole(5, 25));
  if (closedOn > lastDay || ownerAtEnd(deal).leaves !== undefined) return;
  say(reopenedOn, 'ReopenDeal', subject, { reason: 'They came back with a budget' });
  say(closedOn, 'WinDeal', subject, wonTerms({ ...deal, closedOn }, random));
}

function lostAfterAll({ subject, recordedOn, random }: Ended, say: Say): void {
  const day = workdayAfter(recordedOn, random.whole(2, 15));
  say(day, 'ReopenDeal', subject, { reason: 'The contract was never signed' });
  const lostOn = workdayAfter(day, 10);
  say(lostOn, 'LoseDeal', subject, lostTerms(lostOn, random));
}
