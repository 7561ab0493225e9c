// `sales-ledger import`: its options and help. What it does is loaded when it runs.
import { type Command, Option } from 'commander';
import { add } from '../adding.js';
import { collect } from '../arguments.js';
import { Exit, exitCodes } from '../exit.js';
import { type Given } from '../given.js';
import { importPresets } from '../import-presets.js';
import { type Speak } from '../language.js';
import { type ImportOptions } from './import.js';

export function addImport(program: Command, speak: Speak, given: () => Given): void {
  add(program, speak, {
    name: 'import',
    about: 'importAbout',
    examples: [
      'sales-ledger import sales_teams.csv --preset organization',
      'sales-ledger import products.csv --preset products --alias "GTX Pro=GTXPro"',
      'sales-ledger import sales_pipeline.csv --preset pipeline --dry-run',
      'sales-ledger import quotas.csv --preset targets --mapping quotas.mapping.json',
      'sales-ledger import Deals_2026_03_31.csv --preset zoho-deals',
      'sales-ledger import --entries acme.jsonl --keys acme.keys --passphrase-file phrase.txt',
    ],
  })
    .argument('[file]', speak('importFile'))
    .addOption(new Option('--preset <kind>', speak('importPreset')).choices(importPresets))
    .option('--ledger <id>', speak('optLedger'))
    .option('--mapping <file>', speak('importMapping'))
    .option('--alias <pair>', speak('importAlias'), collect, [])
    .addOption(new Option('--dates <order>', speak('importDates')).choices(['iso', 'mdy', 'dmy']))
    .option('--encoding <name>', speak('importEncoding'), 'utf-8')
    .option('--system <name>', speak('importSystem'), 'crm')
    .option('--dry-run', speak('importDryRun'), false)
    .option('--report <file>', speak('importReport'))
    .addOption(new Option('--entries <file>', speak('importEntries')).conflicts(ofRows))
    .option('--keys <file>', speak('importKeys'))
    .option('--passphrase-file <file>', speak('optPassphraseFile'))
    .action((file: string | undefined, typed: Typed) => imported(given(), file, typed));
}

/** What says how rows are read. */
const ofRows = ['preset', 'mapping', 'alias', 'dates', 'encoding', 'system', 'dryRun', 'report'];

type Typed = Omit<ImportOptions, 'preset'> & {
  readonly preset?: string;
  readonly entries?: string;
  readonly keys?: string;
  readonly passphraseFile?: string;
};

async function imported(
  given: Given,
  file: string | undefined,
  { entries, keys, passphraseFile, preset, ...options }: Typed,
): Promise<void> {
  const { speak } = given;
  const exclusive = (what: string, other: string): Exit =>
    new Exit(exitCodes.unusable, speak('errorExclusive', { what, other }));
  const missing = (what: string): Exit =>
    new Exit(exitCodes.unusable, speak('errorMissingArgument', { what }));
  if (entries === undefined) {
    if (keys !== undefined) throw missing('--entries <file>');
    if (file === undefined) throw missing('file');
    if (preset === undefined) throw missing('--preset <kind>');
    return (await import('./import.js')).importFile(given, file, { ...options, preset });
  }
  if (file !== undefined) throw exclusive('<file>', '--entries <file>');
  if (given.url !== undefined) throw exclusive('--entries <file>', '--url <url>');
  const { ledger } = options;
  const { importEntries } = await import('../import-entries.js');
  return importEntries(given, { entries, keys, passphraseFile, ledger });
}
