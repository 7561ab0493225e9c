// The stores of an installation, whichever its settings say they are: for the server, and for what works on the stores
// themselves while nothing is served.
import { type Environment, realEnvironment } from '@ledger/ledger';
import {
  type Config,
  type ConfigSources,
  type DataFolder,
  type Log,
  createLog,
  openDataFolder,
  readConfig,
  usesServers,
} from '@ledger/runtime/opening';
import { type Stores, openStores } from './stores.js';

/** @throws StartError */
export async function storesOf(
  folder: DataFolder,
  config: Config,
  around: { readonly environment: Environment; readonly log: Log },
): Promise<Stores> {
  if (!usesServers(config)) return openStores(folder, around.environment);
  // The clients of Kafka and MongoDB are loaded only where there are any to reach.
  const { openServerStores } = await import('./server-stores.js');
  return openServerStores(folder, config, around);
}

export type Installation = {
  readonly stores: Stores;
  close(): Promise<void>;
};

/** Holds the data folder, so that nobody serves it meanwhile. @throws StartError where somebody does, or it does not open */
export async function openInstallation(sources: ConfigSources): Promise<Installation> {
  const { config } = readConfig(sources);
  const folder = openDataFolder(config.dataFolder);
  try {
    const around = { environment: realEnvironment, log: createLog(config.logLevel) };
    const stores = await storesOf(folder, config, around);
    const { channel, log, readStore, keys, stateStores } = stores;
    const close = async (): Promise<void> => {
      await channel?.close();
      for (const one of [...stateStores, readStore, log, keys]) await one.close();
      folder.close();
    };
    return { stores, close };
  } catch (error) {
    folder.close();
    throw error;
  }
}
