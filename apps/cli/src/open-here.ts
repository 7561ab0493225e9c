// Opens the data folder for one command, or finds the process that serves it.
import {
  StartError,
  dataFolderHolder,
  isUnusedFolder,
  readConfig,
  usesServers,
} from '@ledger/runtime/installation';
import { type Asking, localActor } from './client.js';
import { Exit, exitCodes } from './exit.js';
import { type Given } from './given.js';
import { sourcesOf } from './sources.js';
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
  /** Whether nothing is recorded by it; absent: something may be. */
  readonly asks?: boolean;
  readonly logLevel?: string;
};

/** On servers the partitions of those who decide commands would be shared out anew, for the time of one question. */
const askingRoles = 'projection,query';

/** @throws Exit where the folder can't be opened, or holds nothing to open */
export async function openHere(
  given: Given,
  { begins = false, asks = false, logLevel = 'warn' }: OpenHere = {},
): Promise<Opened> {
  try {
    const flags = { host: '127.0.0.1', port: '0', logLevel };
    const { config } = readConfig(sourcesOf(given, flags));
    const folder = config.dataFolder;
    if (!begins && isUnusedFolder(folder)) {
      throw new Exit(exitCodes.unusable, given.speak('errorNoInstallation', { folder }));
    }
    const address = dataFolderHolder(folder)?.address;
    if (address !== undefined) return { address, asking: given, close: () => Promise.resolve() };
    // Loaded only here: a command whose folder is served needs none of it.
    const { startHere } = await import('./start-here.js');
    const roles = asks && usesServers(config) ? { roles: askingRoles } : {};
    const standalone = await startHere(sourcesOf(given, { ...flags, ...roles }));
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
