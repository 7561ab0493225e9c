// What the lists on the pages of a salesperson and of a customer tell as CSV: the columns by which a person knows a deal,
// feedback, an entry.

export const dealPart = [
  ...['deal', 'status', 'title', 'owner', 'customer', 'amount', 'currency', 'stage', 'openedOn'],
  ...['expectedCloseOn', 'won.closedOn', 'won.amount', 'won.reversed', 'won.left'],
  ...['lost.lostOn', 'lost.reason', 'lost.competitor'],
];
export const feedbackPart = [
  ...['feedback', 'status', 'kind', 'receivedOn', 'score.scale', 'score.value', 'isComplaint'],
  ...[
    'comment',
    'deal',
    'salesperson',
    'customer',
    'answeredOn',
    'answer',
    'dismissedOn',
    'reason',
  ],
];
export const entryPart = [
  ...['sequence', 'time', 'occurredOn', 'actor', 'type', 'subject', 'subjectName'],
  ...['changes.field', 'changes.before', 'changes.after'],
];
