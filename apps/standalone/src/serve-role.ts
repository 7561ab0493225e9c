// The server as a process of its own, set up by flags, environment and settings file alone; the command line's `serve` adds words.
import { type ConfigSources, type Role, StartError, flagsIn } from '@ledger/runtime/opening';
import { spokenIn } from './spoken.js';
import { startStandalone } from './start.js';
import { stopOnSignal } from './stop.js';

/** @param role the only one of this process; by default its settings say which it has */
export async function serveRole(role?: Role): Promise<void> {
  let flags: ConfigSources['flags'] = {};
  try {
    flags = flagsIn(process.argv.slice(2));
    const roles = role ?? flags.roles;
    const served = await startStandalone({ environment: process.env, flags: { ...flags, roles } });
    stopOnSignal(served);
    process.stdout.write(`${served.address}\n`);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    // The configuration may be what is wrong, so that it can't be asked.
    const { language } = await spokenIn(process.env, flags.configFile);
    process.stderr.write(`${error.told(language)}\n`);
    process.exitCode = 1;
  }
}
