// Takes an entry apart: which parts it adds to figures.
import { type Entry, oncePerEntry, unreachable } from '@ledger/ledger';
import { type DealEvent } from '../deal/deal.events.js';
import { type FeedbackEvent } from '../feedback/feedback.events.js';
import { type LeadEvent } from '../lead/lead.events.js';
import { lostPart, openedPart, reversedParts, wonParts } from './deal-part.js';
import { convertedPart, qualifiedPart, receivedPart } from './lead-part.js';
import { type Part } from './part.js';
import { feedbackParts } from './feedback-part.js';

export type CountedEvent = DealEvent | LeadEvent | FeedbackEvent;

export const countedTypes: readonly CountedEvent['type'][] = [
  'DealOpened',
  'DealWon',
  'DealLost',
  'DealReopened',
  'DealCorrected',
  'DealReversed',
  'LeadReceived',
  'LeadQualified',
  'LeadConverted',
  'FeedbackReceived',
];

/** Figures and late changes are made of the same parts. */
export const partsOf = oncePerEntry(takenApart);

function takenApart(entry: Entry<CountedEvent>): readonly Part[] {
  switch (entry.type) {
    case 'DealOpened':
      return [openedPart(entry)];
    case 'DealWon':
      return wonParts(entry.data, 1);
    case 'DealLost':
      return [lostPart(entry.data, 1)];
    case 'DealReopened':
      return [
        ...(entry.data.won === undefined ? [] : wonParts(entry.data.won, -1)),
        ...(entry.data.lost === undefined ? [] : [lostPart(entry.data.lost, -1)]),
      ];
    case 'DealCorrected':
      return [...wonParts(entry.data.was, -1), ...wonParts(entry.data.is, 1)];
    case 'DealReversed':
      return reversedParts(entry.data);
    case 'LeadReceived':
      return [receivedPart(entry.data)];
    case 'LeadQualified':
      return [qualifiedPart(entry.data)];
    case 'LeadConverted':
      return [convertedPart(entry.data)];
    case 'FeedbackReceived':
      return feedbackParts(entry.data);
    case 'DealAdvanced':
    case 'DealReassigned':
    case 'LeadDisqualified':
    case 'FeedbackAnswered':
    case 'FeedbackDismissed':
      return [];
    default:
      return unreachable(entry);
  }
}
