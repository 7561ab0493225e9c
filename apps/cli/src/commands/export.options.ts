// `sales-ledger export`: its options and help. What it does is loaded when it runs.
import { type Command, Option } from 'commander';
import { add } from '../adding.js';
import { type Given } from '../given.js';
import { type Speak } from '../language.js';
import { type ExportOptions } from './export.js';

type Typed = ExportOptions & { readonly output?: string };

export function addExport(program: Command, speak: Speak, given: () => Given): void {
  add(program, speak, {
    name: 'export',
    about: 'exportAbout',
    examples: [
      'sales-ledger export --to acme.jsonl',
      'sales-ledger export --ledger acme | tail -n 1',
      'sales-ledger export --ledger acme --to acme.jsonl --keys acme.keys --passphrase-file phrase.txt',
    ],
  })
    .option('--ledger <id>', speak('optLedger'))
    .option('--to <file>', speak('exportTo'))
    .addOption(new Option('--output <file>', speak('exportTo')).hideHelp().conflicts('to')) // as it was called before
    .option('--keys <file>', speak('exportKeys'))
    .option('--passphrase-file <file>', speak('optPassphraseFile'))
    .action(async ({ output, ...options }: Typed) => {
      const named = output === undefined ? options : { ...options, to: output };
      return (await import('./export.js')).exportEntries(given(), named);
    });
}
