// How a start that failed ends the program: with its sentence and its own code.
import { type StartError } from '@ledger/runtime/installation';
import { Exit, type ExitCode, exitCodes } from './exit.js';
import { type Given } from './given.js';

export function startExit(
  error: StartError,
  { language }: Pick<Given, 'language'>,
  exitCode: ExitCode = exitCodes.unreachable,
): Exit {
  const { code } = error;
  return new Exit(exitCode, error.told(language), { code, detail: error.say(language) });
}
