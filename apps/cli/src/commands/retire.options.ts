// `sales-ledger retire`: its options and help. What it does is loaded when it runs.
import { type Command } from 'commander';
import { add } from '../adding.js';
import { type Given } from '../given.js';
import { type Speak } from '../language.js';
import { type RetireOptions } from './retire.js';

export function addRetire(program: Command, speak: Speak, given: () => Given): void {
  add(program, speak, {
    name: 'retire',
    about: 'retireAbout',
    examples: ['sales-ledger retire --ledger acme --goes-on-at https://sales.example'],
  })
    .option('--ledger <id>', speak('optLedger'))
    .requiredOption('--goes-on-at <place>', speak('retireGoesOnAt'))
    .action(async (options: RetireOptions) =>
      (await import('./retire.js')).retire(given(), options),
    );
}
