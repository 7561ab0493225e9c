// Opens the data folder for one command, or finds the process that serves it.
import { Runtime, StartError, dataFolderHolder, readConfig } from '@ledger/runtime';
import { startStandalone } from '../../standalone/src/start.js';
import { Exit, exitCodes } from './exit.js';
import { type Given } from './given.js';

export type Opened = { readonly address: string; close(): Promise<void> };

/** @throws Exit where the folder can't be opened */
export async function openHere(given: Given): Promise<Opened> {
  try {
    const flags = { dataFolder: given.data, host: '127.0.0.1', port: '0', logLevel: 'warn' };
    const sources = { environment: process.env, flags };
    const address = dataFolderHolder(readConfig(sources).config.dataFolder)?.address;
    if (address !== undefined) return { address, close: () => Promise.resolve() };
    const standalone = await startStandalone(sources);
    // It runs for this one command: read models that must be folded anew first would never be by commands that go away.
    await standalone.app.get(Runtime).runner.caughtUp();
    return standalone;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    throw new Exit(exitCodes.unreachable, error.say(given.language));
  }
}
