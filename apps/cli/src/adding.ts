// How a command is added: described, with examples, in the language of the program.
import { type Command } from 'commander';
import { helpIn } from './help.js';
import { type Speak } from './language.js';
import { type TextKey } from './texts.js';

export function add(
  program: Command,
  speak: Speak,
  {
    name,
    about,
    examples,
  }: { readonly name: string; readonly about: TextKey; readonly examples: readonly string[] },
): Command {
  return localized(program.command(name), speak)
    .description(speak(about))
    .addHelpText('after', `\n${speak('titleExamples')}\n  ${examples.join('\n  ')}`);
}

/** Commander knows English only; its titles and fixed texts are replaced, its errors thrown. */
export function localized(command: Command, speak: Speak): Command {
  const titles: { readonly [title: string]: TextKey } = {
    'Usage:': 'titleUsage',
    'Options:': 'titleOptions',
    'Commands:': 'titleCommands',
    'Arguments:': 'titleArguments',
    'Global Options:': 'titleGlobalOptions',
  };
  return command
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .configureHelp({
      showGlobalOptions: true,
      ...helpIn(speak),
      styleTitle: (title) => {
        const key = titles[title];
        return key === undefined ? title : speak(key);
      },
    })
    .helpOption('-h, --help', speak('optHelp'))
    .helpCommand('help [command]', speak('cmdHelp'));
}
