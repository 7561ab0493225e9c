// `sales-ledger target`: its options and help. What it does is loaded when it runs.
import { type Command, Option } from 'commander';
import { add } from '../adding.js';
import { atLeastOne, checked } from '../arguments.js';
import { type Given } from '../given.js';
import { type Speak } from '../language.js';
import {
  type TargetChangeOptions,
  type TargetListOptions,
  type TargetSetOptions,
} from './target.js';

export function addTarget(program: Command, speak: Speak, given: () => Given): void {
  const target = add(program, speak, {
    name: 'target',
    about: 'targetAbout',
    examples: [
      'sales-ledger target set team/west sales-amount --period 2026-Q4 --value 250000.00',
      'sales-ledger target list --period 2026-Q4',
    ],
  });
  add(target, speak, {
    name: 'set',
    about: 'targetSetAbout',
    examples: [
      'sales-ledger target set team/west sales-amount --period 2026-Q4 --value 250000.00 --basis history',
    ],
  })
    .argument('<scope>', speak('optScope'))
    .argument('<metric>', speak('optMetric'))
    .requiredOption('--period <period>', speak('targetPeriod'))
    .requiredOption('--value <value>', speak('targetValue'))
    .addOption(
      new Option('--basis <basis>', speak('targetBasis'))
        .choices(['history', 'forecast', 'judgement'])
        .default('judgement'),
    )
    .option('--agreed-on <date>', speak('targetAgreedOn'))
    .option('--note <text>', speak('targetNote'))
    .option('--ledger <id>', speak('optLedger'))
    .action(async (scope: string, metric: string, options: TargetSetOptions) =>
      (await import('./target.js')).setTarget(given(), { scope, metric }, options),
    );
  add(target, speak, {
    name: 'adjust',
    about: 'targetAdjustAbout',
    examples: [
      'sales-ledger target adjust t-5f1d0c2ab8e94f7d36c1e0a97 --value 240000.00 --reason "Lost an account"',
    ],
  })
    .argument('<target>', speak('targetId'))
    .requiredOption('--value <value>', speak('targetValue'))
    .requiredOption('--reason <text>', speak('optReason'))
    .option('--ledger <id>', speak('optLedger'))
    .action(async (id: string, options: TargetChangeOptions) =>
      (await import('./target.js')).adjustTarget(given(), id, options),
    );
  addWithdrawAndList(target, speak, given);
}

function addWithdrawAndList(target: Command, speak: Speak, given: () => Given): void {
  add(target, speak, {
    name: 'withdraw',
    about: 'targetWithdrawAbout',
    examples: [
      'sales-ledger target withdraw t-5f1d0c2ab8e94f7d36c1e0a97 --reason "Set for the wrong team"',
    ],
  })
    .argument('<target>', speak('targetId'))
    .requiredOption('--reason <text>', speak('optReason'))
    .option('--ledger <id>', speak('optLedger'))
    .action(async (id: string, options: TargetChangeOptions) =>
      (await import('./target.js')).withdrawTarget(given(), id, options),
    );
  add(target, speak, {
    name: 'list',
    about: 'targetListAbout',
    examples: ['sales-ledger target list', 'sales-ledger --json target list --scope team/west'],
  })
    .option('--scope <scope>', speak('optScope'))
    .option('--metric <metric>', speak('optMetric'))
    .option('--period <period>', speak('targetPeriod'))
    .option('--limit <rows>', speak('optLimit'), checked(speak, 'mustCount', atLeastOne))
    .option('--ledger <id>', speak('optLedger'))
    .action(async (options: TargetListOptions) =>
      (await import('./target.js')).listTargets(given(), options),
    );
}
