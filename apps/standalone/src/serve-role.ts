// The server as a process of its own, set up by its environment alone; the command line's `serve` adds flags and words.
import { type Language } from '@ledger/ledger';
import { type Role, StartError } from '@ledger/runtime/opening';
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
    process.stderr.write(`${error.told(spoken(process.env))}\n`);
    process.exitCode = 1;
  }
}

const speaking = ['SALES_LEDGER_LANGUAGE', 'LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/** What the command line speaks, too: the configuration may be what is wrong, so that it can't be asked. */
function spoken(environment: NodeJS.ProcessEnv): Language {
  const [said = 'en'] = speaking.map((name) => environment[name]).filter((value) => value);
  return said.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
