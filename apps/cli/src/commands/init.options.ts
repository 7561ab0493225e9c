// `sales-ledger init`: its options and help. What it does is loaded when it runs.
import { type Command } from 'commander';
import { add } from '../adding.js';
import { checked, ledgerId } from '../arguments.js';
import { type Given } from '../given.js';
import { type Speak } from '../language.js';
import { type InitOptions } from './init.js';

export function addInit(program: Command, speak: Speak, given: () => Given): void {
  add(program, speak, {
    name: 'init',
    about: 'initAbout',
    examples: [
      'sales-ledger init acme --currency USD --time-zone America/New_York --first-day 2016-01-01',
    ],
  })
    .argument('<ledger>', speak('initLedger'), checked(speak, 'mustLedger', ledgerId))
    .option('--name <name>', speak('initName'))
    .option('--currency <code>', speak('initCurrency'), 'USD')
    .option('--time-zone <zone>', speak('initTimeZone'), 'UTC')
    .option('--first-day <date>', speak('initFirstDay'))
    .action(async (ledger: string, options: InitOptions) =>
      (await import('./init.js')).init(given(), ledger, options),
    );
}
