// What feedback adds to figures. It counts once, when it is received: answering or dismissing it takes no score back.
import { type Score, type Voice, isComplaint } from '../feedback/feedback.events.js';
import { present } from '../changes.js';
import { type Part } from './part.js';

// From these scores on a customer counts as satisfied (CSAT) or as a promoter (NPS), up to that one as a detractor: the
// field's common reading of a five-point and of an eleven-point scale.
const satisfiedMin = 4;
const promoterMin = 9;
const detractorMax = 6;

/** None where nothing was scored. */
export function feedbackParts(voice: Voice): readonly Part[] {
  const { score, product, family, receivedOn: day } = voice;
  if (score === undefined) return [];
  const what = product === undefined ? undefined : present({ product, family });
  const place = { deal: voice, who: voice.attribution, what };
  return [{ fact: 'feedback', day, place, values: [...scored(score), isComplaint(voice) ? 1 : 0] }];
}

function scored({ scale, value }: Score): readonly number[] {
  switch (scale) {
    case 'csat':
      return [1, value >= satisfiedMin ? 1 : 0, 0, 0, 0, 0, 0];
    case 'nps':
      return [0, 0, 1, value >= promoterMin ? 1 : 0, value <= detractorMax ? 1 : 0, 0, 0];
    case 'ces':
      return [0, 0, 0, 0, 0, 1, value];
  }
}
