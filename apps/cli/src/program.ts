// The commands, their options and help. Nothing of the product is loaded before a command runs, so `--help` boots nothing.
import { Command, Option } from 'commander';
import {
  actorOf,
  addressOf,
  atLeastOne,
  checked,
  collect,
  ledgerId,
  portOf,
  wholeNumber,
} from './arguments.js';
import { type AuditOptions } from './commands/audit.js';
import { type ExportOptions } from './commands/export.js';
import { type ImportOptions } from './commands/import.js';
import { type InitOptions } from './commands/init.js';
import { type LeaderboardOptions } from './commands/leaderboard.js';
import { type ServeOptions } from './commands/serve.js';
import { type VerifyOptions } from './commands/verify.js';
import { type Given } from './given.js';
import { add, localized } from './adding.js';
import { variables } from './environment.js';
import { addFigures } from './figures.js';
import { addVoices } from './voices.js';
import { importPresets } from './import-presets.js';
import { type Speak, type Spoken, speaker } from './language.js';

const version = '0.1.0';

export function programOf(spoken: Spoken): Command {
  const { language } = spoken;
  const speak = speaker(language);
  const program = localized(new Command('sales-ledger'), speak)
    .description(speak('about'))
    .version(version, '-V, --version', speak('optVersion'))
    .option('--data <folder>', speak('optData'))
    .addOption(
      new Option('--url <url>', speak('optUrl')).argParser(
        checked(speak, 'mustAddress', addressOf),
      ),
    )
    .addOption(
      new Option('--actor <actor>', speak('optActor'))
        .default('user/local')
        .argParser(checked(speak, 'mustActor', actorOf)),
    )
    .addOption(new Option('--lang <language>', speak('optLang')).choices(['en', 'zh']))
    .option('--json', speak('optJson'), false)
    .addHelpText('after', `\n${speak('titleExitCodes')}\n${speak('exitCodes')}`);
  const given = (): Given => ({
    ...program.opts<Omit<Given, 'language' | 'speak' | 'spoken'>>(),
    language,
    speak,
    spoken,
  });
  addOpening(program, speak, given);
  addImport(program, speak, given);
  addReading(program, speak, given);
  addFigures(program, speak, given);
  addVoices(program, speak, given);
  addOperating(program, speak, given);
  return program;
}

function addOpening(program: Command, speak: Speak, given: () => Given): void {
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
      (await import('./commands/init.js')).init(given(), ledger, options),
    );
  add(program, speak, {
    name: 'serve',
    about: 'serveAbout',
    examples: ['sales-ledger serve', 'sales-ledger --data ./books serve --port 7421'],
  })
    .option('--host <address>', speak('serveHost'))
    .option('--port <port>', speak('servePort'), checked(speak, 'mustPort', portOf))
    .option('--demo', speak('serveDemo'), false)
    .addHelpText('after', `\n${speak('titleEnvironment')}\n  ${variables.join('\n  ')}`)
    .action(async (options: ServeOptions) =>
      (await import('./commands/serve.js')).serve(given(), options),
    );
  add(program, speak, {
    name: 'demo',
    about: 'demoAbout',
    examples: ['sales-ledger --data ./demo demo', 'sales-ledger --data ./demo --lang zh demo'],
  }).action(async () => (await import('./commands/demo.js')).demo(given()));
}

function addImport(program: Command, speak: Speak, given: () => Given): void {
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
      (await import('./commands/import.js')).importFile(given(), file, options),
    );
}

function addReading(program: Command, speak: Speak, given: () => Given): void {
  add(program, speak, {
    name: 'leaderboard',
    about: 'leaderboardAbout',
    examples: [
      'sales-ledger leaderboard sales-amount --period 2017-Q4',
      'sales-ledger leaderboard deals-won --period 2017 --by territory',
      'sales-ledger --json leaderboard sales-amount --period 2017-10 --scope team/west',
    ],
  })
    .argument('[metric]', speak('leaderboardMetric'), 'sales-amount')
    .requiredOption('--period <period>', speak('leaderboardPeriod'))
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
    .option('--limit <rows>', speak('leaderboardLimit'), checked(speak, 'mustNumber', wholeNumber))
    .action(async (metric: string, options: LeaderboardOptions) =>
      (await import('./commands/leaderboard.js')).leaderboard(given(), metric, options),
    );
  add(program, speak, {
    name: 'audit',
    about: 'auditAbout',
    examples: [
      'sales-ledger audit deal/D-1001',
      'sales-ledger audit --person sp-7 --type DealCorrected',
      'sales-ledger audit --by user/u-7 --from 2026-03-01 --to 2026-03-31',
      'sales-ledger --json audit --text engaging --limit 20',
    ],
  })
    .argument('[subject]', speak('auditSubject'))
    .option('--ledger <id>', speak('optLedger'))
    .option('--by <actor>', speak('auditBy'))
    .option('--person <salesperson>', speak('auditPerson'))
    .option('--command <id>', speak('auditCommand'))
    .option('--type <type>', speak('auditType'))
    .option('--from <moment>', speak('auditFrom'))
    .option('--to <moment>', speak('auditTo'))
    .option('--occurred-from <date>', speak('auditOccurredFrom'))
    .option('--occurred-to <date>', speak('auditOccurredTo'))
    .option('--text <text>', speak('auditText'))
    .option('--limit <entries>', speak('auditLimit'), checked(speak, 'mustCount', atLeastOne), 100)
    .action(async (subject: string | undefined, options: AuditOptions) =>
      (await import('./commands/audit.js')).audit(given(), subject, options),
    );
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
      (await import('./commands/export.js')).exportEntries(given(), options),
    );
}

function addOperating(program: Command, speak: Speak, given: () => Given): void {
  add(program, speak, {
    name: 'verify',
    about: 'verifyAbout',
    examples: ['sales-ledger verify', 'sales-ledger verify --file acme.jsonl'],
  })
    .option('--ledger <id>', speak('optLedger'))
    .option('--file <file>', speak('verifyFile'))
    .action(async (options: VerifyOptions) =>
      (await import('./commands/verify.js')).verify(given(), options),
    );
  add(program, speak, {
    name: 'rebuild',
    about: 'rebuildAbout',
    examples: ['sales-ledger rebuild', 'sales-ledger rebuild measure'],
  })
    .argument('[projection]', speak('rebuildProjection'))
    .action(async (projection: string | undefined) =>
      (await import('./commands/rebuild.js')).rebuild(given(), projection),
    );
  add(program, speak, {
    name: 'doctor',
    about: 'doctorAbout',
    examples: ['sales-ledger doctor'],
  }).action(async () => (await import('./commands/doctor.js')).doctor(given()));
}
