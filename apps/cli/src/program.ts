// The command line as a whole. Each command's options and help stand in commands/<command>.options.ts, its texts in
// <command>.texts.ts; what it does, in <command>.ts, is loaded when it runs: `--help` boots nothing of the product.
import { Command, Option } from 'commander';
import { actorOf, addressOf, checked } from './arguments.js';
import { addAttainment } from './commands/attainment.options.js';
import { addAudit } from './commands/audit.options.js';
import { addDemo } from './commands/demo.options.js';
import { addDoctor } from './commands/doctor.options.js';
import { addExport } from './commands/export.options.js';
import { addFeedback } from './commands/feedback.options.js';
import { addImport } from './commands/import.options.js';
import { addInit } from './commands/init.options.js';
import { addKeys } from './commands/keys.options.js';
import { addKpi } from './commands/kpi.options.js';
import { addLeaderboard } from './commands/leaderboard.options.js';
import { addRebuild } from './commands/rebuild.options.js';
import { addResume } from './commands/resume.options.js';
import { addRetire } from './commands/retire.options.js';
import { addServe } from './commands/serve.options.js';
import { addTarget } from './commands/target.options.js';
import { addVerify } from './commands/verify.options.js';
import { type Given } from './given.js';
import { localized } from './adding.js';
import { type Spoken, speaker } from './language.js';

const version = '0.1.0';
const keyVariable = 'SALES_LEDGER_API_KEY';

/** In the order in which the help names them. */
const commands = [
  addInit,
  addServe,
  addDemo,
  addImport,
  addLeaderboard,
  addAudit,
  addExport,
  addRetire,
  addResume,
  addKpi,
  addAttainment,
  addTarget,
  addFeedback,
  addVerify,
  addRebuild,
  addDoctor,
  addKeys,
];

export function programOf(spoken: Spoken): Command {
  const { language } = spoken;
  const speak = speaker(language);
  const program = localized(new Command('sales-ledger'), speak)
    .description(speak('about'))
    .version(version, '-V, --version', speak('optVersion'))
    .option('--data <folder>', speak('optData'))
    .option('--config <file>', speak('optConfig'))
    .addOption(
      new Option('--url <url>', speak('optUrl')).argParser(
        checked(speak, 'mustAddress', addressOf),
      ),
    )
    .addOption(
      new Option('--actor <actor>', speak('optActor')).argParser(
        checked(speak, 'mustActor', actorOf),
      ),
    )
    .addOption(new Option('--lang <language>', speak('optLang')).choices(['en', 'zh']))
    .option('--json', speak('optJson'), false)
    .addHelpText('after', `\n${speak('helpApiKey', { variable: keyVariable })}`)
    .addHelpText('after', `\n${speak('titleExitCodes')}\n${speak('exitCodes')}`);
  const given = (): Given => ({
    ...program.opts<Omit<Given, 'language' | 'speak' | 'spoken' | 'apiKey'>>(),
    // Only from the environment: a command line is seen by everybody on the machine.
    ...apiKeyIn(process.env),
    language,
    speak,
    spoken,
  });
  for (const addCommand of commands) addCommand(program, speak, given);
  return program;
}

function apiKeyIn(environment: NodeJS.ProcessEnv): Pick<Given, 'apiKey'> {
  const apiKey = environment[keyVariable];
  return apiKey === undefined || apiKey === '' ? {} : { apiKey };
}
