// Opens the data folder for one command, or finds the process that serves it.
import {
  StartError,
  dataFolderHolder,
  isUnusedFolder,
  readConfig,
} from '@ledger/runtime/installation';
import { type Asking, localActor } from './client.js';
import { Exit, exitCodes } from './exit.js';
import { type Given } from './given.js';
import { startExit } from './start-exit.js';

export type Opened = {
  readonly address: string;
  /** How the program asks there. */
  readonly asking: Asking;
  close(): Promise<void>;
};

export type OpenHere = {
  /** Whether an installation is begun where there is none; absent: no. */
  readonly begins?: boolean;
  readonly logLevel?: string;
};

/** @throws Exit where the folder can't be opened, or holds nothing to open */
export async function openHere(
  given: Given,
  { begins = false, logLevel = 'warn' }: OpenHere = {},
): Promise<Opened> {
  try {
    const flags = { dataFolder: given.data, host: '127.0.0.1', port: '0', logLevel };
    const sources = { environment: process.env, flags };
    const folder = readConfig(sources).config.dataFolder;
    if (!begins && isUnusedFolder(folder)) {
      throw new Exit(exitCodes.unusable, given.speak('errorNoInstallation', { folder }));
    }
    const address = dataFolderHolder(folder)?.address;
    if (address !== undefined) return { address, asking: given, close: () => Promise.resolve() };
    // Loaded only here: a command whose folder is served needs none of it.
    const { startHere } = await import('./start-here.js');
    const standalone = await startHere(sources);
    const { close } = standalone;
    return { address: standalone.address, asking: askingOwn(given, standalone), close };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    throw startExit(error, given);
  }
}

type Own = { readonly ownKey: string | undefined };

/** Who may read the data folder needs no key, and a server in this process none but its own. */
export function askingOwn({ language, actor = localActor }: Given, { ownKey }: Own): Asking {
  return { language, actor, apiKey: ownKey };
}
