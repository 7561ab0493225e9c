// `sales-ledger leaderboard`: its options and help. What it does is loaded when it runs.
import { type Command, Option } from 'commander';
import { add } from '../adding.js';
import { checked, wholeNumber } from '../arguments.js';
import { type Given } from '../given.js';
import { type Speak } from '../language.js';
import { type LeaderboardOptions } from './leaderboard.js';

export function addLeaderboard(program: Command, speak: Speak, given: () => Given): void {
  add(program, speak, {
    name: 'leaderboard',
    about: 'leaderboardAbout',
    examples: [
      'sales-ledger leaderboard sales-amount --period 2017-Q4',
      'sales-ledger leaderboard deals-won --period 2017 --by territory',
      'sales-ledger --json leaderboard sales-amount --period 2017-10 --scope team/west',
    ],
  })
    .argument('[metric]', speak('optMetric'), 'sales-amount')
    .requiredOption('--period <period>', speak('optPeriod'))
    .option('--ledger <id>', speak('optLedger'))
    .option('--scope <scope>', speak('leaderboardScope'), 'organization')
    .option('--by <dimension>', speak('leaderboardBy'), 'salesperson')
    .option('--of <metric>', speak('leaderboardOf'))
    .addOption(
      new Option('--organization <which>', speak('optOrganization')).choices([
        'as-it-was',
        'today',
      ]),
    )
    .option('--limit <rows>', speak('optLimit'), checked(speak, 'mustNumber', wholeNumber))
    .action(async (metric: string, options: LeaderboardOptions) =>
      (await import('./leaderboard.js')).leaderboard(given(), metric, options),
    );
}
