// Runs the whole product in this process, for one command.
import { type ConfigSources } from '@ledger/runtime/opening';
import { type Standalone, startStandalone } from '../../standalone/src/start.js';

export async function startHere(sources: ConfigSources): Promise<Standalone> {
  const standalone = await startStandalone(sources);
  const { Runtime } = await import('@ledger/runtime');
  // It runs for this one command: read models that must be folded anew first would never be by commands that go away.
  await standalone.app.get(Runtime).runner.caughtUp();
  return standalone;
}
