// What commander writes into a help in English only: defaults, choices and the words of a usage line.
import { type Argument, type Command, type HelpConfiguration, type Option, Help } from 'commander';
import { type Speak } from './language.js';

const english = new Help();

export function helpIn(speak: Speak): HelpConfiguration {
  const words = (text: string): string =>
    text.replace('[options]', speak('helpOptions')).replace('[command]', speak('helpCommand'));
  const described = (
    { description, argChoices, defaultValue }: Described,
    must = false,
  ): string => {
    const choices = argChoices?.join(', ');
    const isShown = typeof defaultValue === 'string' || typeof defaultValue === 'number';
    return [
      description,
      ...(must && !isShown ? [speak('helpRequired')] : []),
      ...(choices === undefined ? [] : [speak('helpChoices', { values: choices })]),
      ...(isShown ? [speak('helpDefault', { value: defaultValue })] : []),
    ].join(' ');
  };
  return {
    optionDescription: (option: Option) => described(option, option.mandatory),
    argumentDescription: (argument: Argument) => described(argument),
    subcommandTerm: (command: Command) => words(english.subcommandTerm(command)),
    commandUsage: (command: Command) => words(english.commandUsage(command)),
  };
}

type Described = Pick<Option | Argument, 'description' | 'argChoices' | 'defaultValue'>;
