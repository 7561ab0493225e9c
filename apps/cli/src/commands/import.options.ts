// `sales-ledger import`: its options and help. What it does is loaded when it runs.
import { type Command, Option } from 'commander';
import { add } from '../adding.js';
import { collect } from '../arguments.js';
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
    ],
  })
    .argument('<file>', speak('importFile'))
    .addOption(
      new Option('--preset <kind>', speak('importPreset'))
        .choices(importPresets)
        .makeOptionMandatory(),
    )
    .option('--ledger <id>', speak('optLedger'))
    .option('--mapping <file>', speak('importMapping'))
    .option('--alias <pair>', speak('importAlias'), collect, [])
    .addOption(new Option('--dates <order>', speak('importDates')).choices(['iso', 'mdy', 'dmy']))
    .option('--encoding <name>', speak('importEncoding'), 'utf-8')
    .option('--system <name>', speak('importSystem'), 'crm')
    .option('--dry-run', speak('importDryRun'), false)
    .option('--report <file>', speak('importReport'))
    .action(async (file: string, options: ImportOptions) =>
      (await import('./import.js')).importFile(given(), file, options),
    );
}
