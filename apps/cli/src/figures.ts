// The commands about KPIs and targets, their options and help.
import { type Command, Option } from 'commander';
import { add } from './adding.js';
import { atLeastOne, checked } from './arguments.js';
import { type AttainmentOptions } from './commands/attainment.js';
import { type KpiOptions } from './commands/kpi.js';
import {
  type TargetChangeOptions,
  type TargetListOptions,
  type TargetSetOptions,
} from './commands/target.js';
import { type Given } from './given.js';
import { type Speak } from './language.js';

export function addFigures(program: Command, speak: Speak, given: () => Given): void {
  addKpi(program, speak, given);
  addAttainment(program, speak, given);
  addTargets(program, speak, given);
}

function addKpi(program: Command, speak: Speak, given: () => Given): void {
  add(program, speak, {
    name: 'kpi',
    about: 'kpiAbout',
    examples: [
      'sales-ledger kpi',
      'sales-ledger kpi sales-amount --period 2017-Q4 --periods 8',
      'sales-ledger kpi win-rate --scope team/west --from 2017-01-01 --to 2017-12-31 --grain month',
    ],
  })
    .argument('[kpi]', speak('kpiName'))
    .option('--ledger <id>', speak('optLedger'))
    .option('--scope <scope>', speak('figuresScope'), 'organization')
    .option('--period <period>', speak('leaderboardPeriod'))
    .option('--periods <count>', speak('kpiPeriods'), checked(speak, 'mustCount', atLeastOne))
    .option('--from <date>', speak('kpiFrom'))
    .option('--to <date>', speak('kpiTo'))
    .addOption(
      new Option('--grain <grain>', speak('kpiGrain')).choices([
        ...['day', 'week', 'month', 'quarter', 'year'],
      ]),
    )
    .action(async (name: string | undefined, options: KpiOptions) =>
      (await import('./commands/kpi.js')).kpi(given(), name, options),
    );
}

function addAttainment(program: Command, speak: Speak, given: () => Given): void {
  add(program, speak, {
    name: 'attainment',
    about: 'attainmentAbout',
    examples: [
      'sales-ledger attainment --period 2017-Q4',
      'sales-ledger attainment deals-won --period 2017 --by team --on 2017-06-30',
      'sales-ledger attainment --period 2017-Q4 --scope team/west --by salesperson --organization today',
    ],
  })
    .argument('[metric]', speak('leaderboardMetric'), 'sales-amount')
    .requiredOption('--period <period>', speak('targetPeriod'))
    .option('--ledger <id>', speak('optLedger'))
    .option('--scope <scope>', speak('figuresScope'), 'organization')
    .option('--by <dimension>', speak('attainmentBy'))
    .option('--on <date>', speak('attainmentOn'))
    .addOption(
      new Option('--organization <which>', speak('optOrganization')).choices([
        'as-it-was',
        'today',
      ]),
    )
    .option('--limit <rows>', speak('leaderboardLimit'), checked(speak, 'mustCount', atLeastOne))
    .action(async (metric: string, options: AttainmentOptions) =>
      (await import('./commands/attainment.js')).attainment(given(), metric, options),
    );
}

function addTargets(program: Command, speak: Speak, given: () => Given): void {
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
    .argument('<scope>', speak('figuresScope'))
    .argument('<metric>', speak('leaderboardMetric'))
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
      (await import('./commands/target.js')).setTarget(given(), { scope, metric }, options),
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
    .requiredOption('--reason <text>', speak('targetReason'))
    .option('--ledger <id>', speak('optLedger'))
    .action(async (id: string, options: TargetChangeOptions) =>
      (await import('./commands/target.js')).adjustTarget(given(), id, options),
    );
  addTakingAndListing(target, speak, given);
}

function addTakingAndListing(target: Command, speak: Speak, given: () => Given): void {
  add(target, speak, {
    name: 'withdraw',
    about: 'targetWithdrawAbout',
    examples: [
      'sales-ledger target withdraw t-5f1d0c2ab8e94f7d36c1e0a97 --reason "Set for the wrong team"',
    ],
  })
    .argument('<target>', speak('targetId'))
    .requiredOption('--reason <text>', speak('targetReason'))
    .option('--ledger <id>', speak('optLedger'))
    .action(async (id: string, options: TargetChangeOptions) =>
      (await import('./commands/target.js')).withdrawTarget(given(), id, options),
    );
  add(target, speak, {
    name: 'list',
    about: 'targetListAbout',
    examples: ['sales-ledger target list', 'sales-ledger --json target list --scope team/west'],
  })
    .option('--scope <scope>', speak('figuresScope'))
    .option('--metric <metric>', speak('leaderboardMetric'))
    .option('--period <period>', speak('targetPeriod'))
    .option('--limit <rows>', speak('leaderboardLimit'), checked(speak, 'mustCount', atLeastOne))
    .option('--ledger <id>', speak('optLedger'))
    .action(async (options: TargetListOptions) =>
      (await import('./commands/target.js')).listTargets(given(), options),
    );
}
