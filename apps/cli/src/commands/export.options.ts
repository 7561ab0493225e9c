// `sales-ledger export`: its options and help. What it does is loaded when it runs.
import { type Command } from 'commander';
import { add } from '../adding.js';
import { type Given } from '../given.js';
import { type Speak } from '../language.js';
import { type ExportOptions } from './export.js';

export function addExport(program: Command, speak: Speak, given: () => Given): void {
  add(program, speak, {
    name: 'export',
    about: 'exportAbout',
    examples: [
      'sales-ledger export --output acme.jsonl',
      'sales-ledger export --ledger acme | tail -n 1',
    ],
  })
    .option('--ledger <id>', speak('optLedger'))
    .option('--output <file>', speak('exportOutput'))
    .action(async (options: ExportOptions) =>
      (await import('./export.js')).exportEntries(given(), options),
    );
}
