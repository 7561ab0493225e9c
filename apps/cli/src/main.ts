#!/usr/bin/env node
// The program: reads the command line, runs one command, ends with its documented code.
import { CommanderError } from 'commander';
import { Exit, exitCodes } from './exit.js';
import { speaker, spokenBy } from './language.js';
import { note } from './output.js';
import { programOf } from './program.js';
import { usageMessage } from './usage.js';

const spoken = spokenBy(process.argv, process.env);
const speak = speaker(spoken.language);

// `| head` closes the pipe early: what is left unread is no failure, and the data folder is still closed in order.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// `… | head` has read enough: nothing went wrong.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exitCodes.done);
});

try {
  await programOf(spoken).parseAsync(process.argv);
} catch (error) {
  if (error instanceof Exit) {
    if (error.message !== '') note(error.message); // where the output said it already, there is nothing to add
    process.exitCode = error.exitCode;
  } else if (error instanceof CommanderError) {
    const message = usageMessage(error, speak);
    if (message !== undefined) note(message);
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.unusable;
  } else {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    note(speak('errorDefect', { reason }));
    process.exitCode = exitCodes.defect;
  }
}
