// `sales-ledger feedback`: its options and help. What it does is loaded when it runs.
import { type Command, Option } from 'commander';
import { add } from '../adding.js';
import { atLeastOne, checked, wholeNumber } from '../arguments.js';
import { type Given } from '../given.js';
import { type Speak } from '../language.js';
import {
  type FeedbackAnswerOptions,
  type FeedbackDismissOptions,
  type FeedbackListOptions,
  type FeedbackReceiveOptions,
} from './feedback.js';

export function addFeedback(program: Command, speak: Speak, given: () => Given): void {
  const feedback = add(program, speak, {
    name: 'feedback',
    about: 'feedbackAbout',
    examples: [
      'sales-ledger feedback receive F-1 --on 2026-03-30 --csat 4 --customer konex',
      'sales-ledger feedback list --open',
    ],
  });
  addReceive(feedback, speak, given);
  addAnswerAndDismiss(feedback, speak, given);
  add(feedback, speak, {
    name: 'list',
    about: 'feedbackListAbout',
    examples: [
      'sales-ledger feedback list --open',
      'sales-ledger --json feedback list --customer konex',
    ],
  })
    .option('--salesperson <id>', speak('feedbackSalesperson'))
    .option('--customer <id>', speak('feedbackCustomer'))
    .option('--open', speak('feedbackOpen'))
    .option('--limit <rows>', speak('optLimit'), checked(speak, 'mustCount', atLeastOne))
    .option('--ledger <id>', speak('optLedger'))
    .action(async (options: FeedbackListOptions) =>
      (await import('./feedback.js')).listFeedback(given(), options),
    );
}

function addReceive(feedback: Command, speak: Speak, given: () => Given): void {
  const score = checked(speak, 'mustCount', wholeNumber);
  add(feedback, speak, {
    name: 'receive',
    about: 'feedbackReceiveAbout',
    examples: [
      'sales-ledger feedback receive F-1 --on 2026-03-30 --csat 4 --customer konex --salesperson sp-7',
      'sales-ledger feedback receive F-2 --on 2026-03-30 --kind call --nps 3 --comment "Late twice"',
    ],
  })
    .argument('<feedback>', speak('feedbackId'))
    .requiredOption('--on <date>', speak('feedbackOn'))
    .addOption(
      new Option('--kind <kind>', speak('feedbackKind'))
        .choices(['survey', 'interview', 'review', 'call'])
        .default('survey'),
    )
    .addOption(new Option('--csat <score>', 'CSAT 1–5').argParser(score).conflicts(['nps', 'ces']))
    .addOption(new Option('--nps <score>', 'NPS 0–10').argParser(score).conflicts('ces'))
    .addOption(new Option('--ces <score>', 'CES 1–7').argParser(score))
    .option('--comment <text>', speak('feedbackComment'))
    .option('--salesperson <id>', speak('feedbackSalesperson'))
    .option('--customer <id>', speak('feedbackCustomer'))
    .option('--deal <id>', speak('feedbackDeal'))
    .option('--product <id>', speak('feedbackProduct'))
    .option('--ledger <id>', speak('optLedger'))
    .action(async (id: string, options: FeedbackReceiveOptions) =>
      (await import('./feedback.js')).receiveFeedback(given(), id, options),
    );
}

function addAnswerAndDismiss(feedback: Command, speak: Speak, given: () => Given): void {
  add(feedback, speak, {
    name: 'answer',
    about: 'feedbackAnswerAbout',
    examples: [
      'sales-ledger feedback answer F-2 --on 2026-04-01 --comment "Delivered, apologised"',
    ],
  })
    .argument('<feedback>', speak('feedbackId'))
    .requiredOption('--on <date>', speak('feedbackOn'))
    .requiredOption('--comment <text>', speak('feedbackComment'))
    .option('--ledger <id>', speak('optLedger'))
    .action(async (id: string, options: FeedbackAnswerOptions) =>
      (await import('./feedback.js')).answerFeedback(given(), id, options),
    );
  add(feedback, speak, {
    name: 'dismiss',
    about: 'feedbackDismissAbout',
    examples: [
      'sales-ledger feedback dismiss F-2 --on 2026-04-01 --reason "Meant for another company"',
    ],
  })
    .argument('<feedback>', speak('feedbackId'))
    .requiredOption('--on <date>', speak('feedbackOn'))
    .requiredOption('--reason <text>', speak('optReason'))
    .option('--ledger <id>', speak('optLedger'))
    .action(async (id: string, options: FeedbackDismissOptions) =>
      (await import('./feedback.js')).dismissFeedback(given(), id, options),
    );
}
