// What the demo's customers say: surveys after most wins, interviews after some losses; complaints are answered, mostly.
import { type DemoDeal, ownerAtEnd } from './deals.js';
import { type Notebook, type Planned, notebookOf, numbered, workdayAfter } from './plan.js';
import { type Random, seededRandom } from './random.js';

type Say = Notebook['say'];

const praise = [
  'Delivered early, and well explained',
  '安装很顺利，客服很耐心',
  'We would buy again',
];
const blame = [
  'Two units arrived broken',
  '交货晚了两周，没有人通知',
  'Nobody answers the support line',
];
const shrug = ['It works', '还可以', 'Set-up took longer than promised'];

/** From content to not: what each scale makes of it. */
const scales = [
  { scale: 'csat', content: [4, 5], neutral: [3, 3], angry: [1, 2] },
  { scale: 'nps', content: [9, 10], neutral: [7, 8], angry: [1, 6] },
  { scale: 'ces', content: [6, 7], neutral: [4, 5], angry: [1, 3] },
] as const;

export function feedbackSteps(seed: string, deals: readonly DemoDeal[]): readonly Planned[] {
  const { planned, say } = notebookOf('service');
  let number = 0;
  for (const deal of deals) {
    const random = seededRandom(`${seed} feedback on ${deal.id}`);
    if (!random.chance(deal.isWon ? 0.85 : 0.08)) continue;
    number += 1;
    const subject = `feedback/${numbered('F', number)}`;
    if (deal.isWon) surveyed(deal, subject, random, say);
    else interviewed(deal, subject, random, say);
  }
  return planned;
}

function surveyed(deal: DemoDeal, subject: string, random: Random, say: Say): void {
  const { id, closedOn, lines } = deal;
  const receivedOn = workdayAfter(closedOn, random.whole(25, 50));
  const { scale, ...ranges } = random.pick(scales);
  const mood = moodOf(deal, random);
  const [min, max] = ranges[mood];
  const comment = random.pick({ content: praise, neutral: shrug, angry: blame }[mood]);
  say(receivedOn, 'ReceiveFeedback', subject, {
    kind: random.pick(['survey', 'survey', 'call', 'review'] as const),
    score: { scale, value: random.whole(min, max) },
    ...(random.chance(0.6) ? { comment } : {}),
    receivedOn,
    deal: id,
    product: random.pick(lines).product,
  });
  if (mood === 'angry') heard(receivedOn, subject, random, say);
}

/** The old sensor made more trouble, and the best sellers promise what they can keep. */
function moodOf(deal: DemoDeal, random: Random): 'content' | 'neutral' | 'angry' {
  const isTrouble = deal.lines.some(({ product }) => product === 'sensor-s1');
  const luck = random.unit() * (ownerAtEnd(deal).skill + 0.3) - (isTrouble ? 0.15 : 0);
  return luck > 0.45 ? 'content' : luck > 0.22 ? 'neutral' : 'angry';
}

/** Six in ten complaints are answered, one in ten is none of ours; the others stay open. */
function heard(receivedOn: string, subject: string, random: Random, say: Say): void {
  const luck = random.unit();
  const day = workdayAfter(receivedOn, random.whole(1, 9));
  if (luck < 0.6) {
    const comment = random.pick(['We have sent a replacement', '已安排工程师上门处理']);
    say(day, 'AnswerFeedback', subject, { answeredOn: day, comment });
  } else if (luck < 0.7) {
    const reason = 'Meant for another company';
    say(day, 'DismissFeedback', subject, { dismissedOn: day, reason });
  }
}

function interviewed({ id, closedOn }: DemoDeal, subject: string, random: Random, say: Say): void {
  const receivedOn = workdayAfter(closedOn, random.whole(25, 35));
  const comment = random.pick(['Your rival was cheaper', '功能满足不了我们的要求']);
  say(receivedOn, 'ReceiveFeedback', subject, { kind: 'interview', comment, receivedOn, deal: id });
}
