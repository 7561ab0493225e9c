#!/usr/bin/env node
// The program: reads the command line, runs one command, ends with its documented code.
import { CommanderError } from 'commander';
import { Exit, type Problem, exitCodes, nameOf } from './exit.js';
import { speaker, spokenBy } from './language.js';
import { note } from './output.js';
import { programOf } from './program.js';
import { usageMessage } from './usage.js';

const spoken = await spokenBy(process.argv, process.env);
const speak = speaker(spoken.language);

// `… | head` has read enough: nothing went wrong.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exitCodes.done);
});

// Looked for by hand: the parser may be what fails.
const isJson = process.argv.includes('--json');

/** On standard error, so that what is on standard output is an answer or nothing. */
function tell(problem: Problem, message = problem.detail): void {
  if (message !== '') note(isJson ? JSON.stringify(problem, undefined, 2) : message);
}

try {
  await programOf(spoken).parseAsync(process.argv);
} catch (error) {
  if (error instanceof Exit) {
    tell(error.problem, error.message);
    process.exitCode = error.exitCode;
  } else if (error instanceof CommanderError) {
    const detail = usageMessage(error, speak);
    if (detail !== undefined) tell({ code: nameOf(exitCodes.unusable), detail });
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.unusable;
  } else {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tell({ code: nameOf(exitCodes.defect), detail: speak('errorDefect', { reason }) });
    process.exitCode = exitCodes.defect;
  }
}
