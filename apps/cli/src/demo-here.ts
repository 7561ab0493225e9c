// Makes the demo in the data folder, and says how a start that failed ends the program.
import { type ConfigSources, type StartError } from '@ledger/runtime/opening';
import { type DemoOutcome } from '../../standalone/src/demo/make-demo.js';
import { type Exit, exitCodes } from './exit.js';
import { type Given } from './given.js';
import { note } from './output.js';
import { startExit } from './start-exit.js';

/** @throws StartError where the folder can't be opened, or a real ledger has the demo's id */
export async function makeDemoHere({ speak }: Given, sources: ConfigSources): Promise<DemoOutcome> {
  // Loaded only here: `serve` without a demo needs none of it.
  const { makeDemo } = await import('../../standalone/src/demo/make-demo.js');
  return makeDemo(sources, () => note(speak('demoMaking')));
}

export function demoExit(error: StartError, given: Given): Exit {
  const isRefused = error.code === 'demo-ledger-taken';
  return startExit(error, given, isRefused ? exitCodes.refused : exitCodes.unreachable);
}
