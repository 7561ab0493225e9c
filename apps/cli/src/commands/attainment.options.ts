// `sales-ledger attainment`: its options and help. What it does is loaded when it runs.
import { type Command, Option } from 'commander';
import { add } from '../adding.js';
import { atLeastOne, checked } from '../arguments.js';
import { type Given } from '../given.js';
import { type Speak } from '../language.js';
import { type AttainmentOptions } from './attainment.js';

export function addAttainment(program: Command, speak: Speak, given: () => Given): void {
  add(program, speak, {
    name: 'attainment',
    about: 'attainmentAbout',
    examples: [
      'sales-ledger attainment --period 2017-Q4',
      'sales-ledger attainment deals-won --period 2017 --by team --on 2017-06-30',
      'sales-ledger attainment --period 2017-Q4 --scope team/west --by salesperson --organization today',
    ],
  })
    .argument('[metric]', speak('optMetric'), 'sales-amount')
    .requiredOption('--period <period>', speak('targetPeriod'))
    .option('--ledger <id>', speak('optLedger'))
    .option('--scope <scope>', speak('optScope'), 'organization')
    .option('--by <dimension>', speak('attainmentBy'))
    .option('--on <date>', speak('attainmentOn'))
    .addOption(
      new Option('--organization <which>', speak('optOrganization')).choices([
        'as-it-was',
        'today',
      ]),
    )
    .option('--limit <rows>', speak('optLimit'), checked(speak, 'mustCount', atLeastOne))
    .action(async (metric: string, options: AttainmentOptions) =>
      (await import('./attainment.js')).attainment(given(), metric, options),
    );
}
