// The server as a process of its own, set up by its environment and the settings file that it names; the command line's `serve` adds flags and words.
import { type Role, StartError } from '@ledger/runtime/opening';
import { spokenIn } from './spoken.js';
import { startStandalone } from './start.js';
import { stopOnSignal } from './stop.js';

/** @param role the only one of this process; by default its environment says which it has */
export async function serveRole(role?: Role): Promise<void> {
  try {
    const served = await startStandalone({ environment: process.env, flags: { roles: role } });
    stopOnSignal(served);
    process.stdout.write(`${served.address}\n`);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    // The configuration may be what is wrong, so that it can't be asked.
    const { language } = await spokenIn(process.env);
    process.stderr.write(`${error.told(language)}\n`);
    process.exitCode = 1;
  }
}
