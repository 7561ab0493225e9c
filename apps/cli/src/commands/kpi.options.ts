// `sales-ledger kpi`: its options and help. What it does is loaded when it runs.
import { type Command, Option } from 'commander';
import { add } from '../adding.js';
import { atLeastOne, checked } from '../arguments.js';
import { type Given } from '../given.js';
import { type Speak } from '../language.js';
import { type KpiOptions } from './kpi.js';

export function addKpi(program: Command, speak: Speak, given: () => Given): void {
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
    .option('--scope <scope>', speak('optScope'), 'organization')
    .option('--period <period>', speak('optPeriod'))
    .option('--periods <count>', speak('kpiPeriods'), checked(speak, 'mustCount', atLeastOne))
    .option('--from <date>', speak('kpiFrom'))
    .option('--to <date>', speak('kpiTo'))
    .addOption(
      new Option('--grain <grain>', speak('kpiGrain')).choices([
        ...['day', 'week', 'month', 'quarter', 'year'],
      ]),
    )
    .addOption(
      new Option('--organization <which>', speak('optOrganization')).choices([
        'as-it-was',
        'today',
      ]),
    )
    .action(async (name: string | undefined, options: KpiOptions) =>
      (await import('./kpi.js')).kpi(given(), name, options),
    );
}
