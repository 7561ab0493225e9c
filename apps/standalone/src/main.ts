// The server as a process of its own, set up by its environment alone; the command line's `serve` adds flags and words.
import { StartError } from '@ledger/runtime';
import { startStandalone } from './start.js';
import { stopOnSignal } from './stop.js';

try {
  const standalone = await startStandalone({ environment: process.env });
  stopOnSignal(standalone);
  process.stdout.write(`${standalone.address}\n`);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.say('en')}\n`);
  process.exitCode = 1;
}
