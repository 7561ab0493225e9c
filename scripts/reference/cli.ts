// The command line as it explains itself: its commands, options, examples and exit codes are read from the parser.
import { type Command, type Option } from 'commander';
import { type Language } from '@ledger/ledger';
import { speaker } from '../../apps/cli/src/language.js';
import { programOf } from '../../apps/cli/src/program.js';
import { type Page, code, codeBlock, table } from './markdown.js';
import { type Say, pagesOf } from './page.js';

export function cliPages(): readonly Page[] {
  return pagesOf('cli', 'cliTitle', (language, say) => {
    const program = programOf({ language, origin: 'default' });
    return [
      program.description(),
      '',
      say('cliAbout'),
      ...program.commands.flatMap((command) => section(command, language, say)),
      '',
      `## ${say('cliGlobal')}`,
      ...optionTable(program.options, say),
      '',
      `## ${say('cliExitCodes')}`,
      ...table([say('code'), say('meaning')], exitCodeRows(program, language)),
    ];
  });
}

function section(command: Command, language: Language, say: Say): readonly string[] {
  const { registeredArguments } = command;
  const argumentRows = registeredArguments.map((one) => [
    code(one.required ? `<${one.name()}>` : `[${one.name()}]`),
    valueText(one.defaultValue),
    one.description,
  ]);
  return [
    '',
    `## ${command.name()}`,
    '',
    command.description(),
    ...codeBlock([`sales-ledger ${command.name()} ${command.usage()}`]),
    ...table([say('argument'), say('default'), say('meaning')], argumentRows),
    ...optionTable(command.options, say),
    '',
    say('examples'),
    ...codeBlock(linesAfter(command, speaker(language)('titleExamples'))),
  ];
}

function optionTable(options: readonly Option[], say: Say): readonly string[] {
  const rows = options.map((option) => [
    code(option.flags),
    option.mandatory && option.defaultValue === undefined
      ? say('cliRequired')
      : valueText(option.defaultValue),
    [option.description, ...(option.argChoices ?? []).map(code)].join(' '),
  ]);
  return table([say('option'), say('default'), say('meaning')], rows);
}

/** What stands for a switch that is off, or a list that is empty, is no value that anybody would type. */
function valueText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return code(String(value));
  return '';
}

function exitCodeRows(program: Command, language: Language): readonly (readonly string[])[] {
  return linesAfter(program, speaker(language)('titleExitCodes')).map((line) => {
    const [, exitCode = '', about = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (about === '') throw new Error(`no exit code in "${line}"`);
    return [code(exitCode), about];
  });
}

/** What a command's help says under its last title; the parser hands out texts added to help only by printing them. */
function linesAfter(command: Command, title: string): readonly string[] {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) });
  command.outputHelp();
  const at = help.lastIndexOf(`\n${title}\n`);
  if (at < 0) throw new Error(`the help of ${command.name()} has no ${title}`);
  return help
    .slice(at + title.length + 2)
    .trim()
    .split('\n')
    .map((line) => line.trim());
}
