// Works on the stores of the installation themselves, while nobody serves its folder: for what never goes over HTTP.
import { StartError, isUnusedFolder, readConfig, usesServers } from '@ledger/runtime/installation';
import { type Installation } from '../../standalone/src/installation.js';
import { Exit, exitCodes } from './exit.js';
import { type Given } from './given.js';
import { moveExit } from './move-exit.js';
import { sourcesOf } from './sources.js';
import { startExit } from './start-exit.js';

/**
 * Closes it afterwards.
 * @param begins whether an installation may be begun where there is none
 */
export async function withInstallation<T>(
  given: Given,
  use: (installation: Installation) => Promise<T>,
  { begins }: { readonly begins: boolean },
): Promise<T> {
  try {
    const sources = sourcesOf(given, { logLevel: 'warn' });
    const { config } = readConfig(sources);
    const folder = config.dataFolder;
    if (!begins && !usesServers(config) && isUnusedFolder(folder)) {
      throw new Exit(exitCodes.unusable, given.speak('errorNoInstallation', { folder }));
    }
    const { openInstallation } = await import('../../standalone/src/installation.js');
    const installation = await openInstallation(sources);
    try {
      return await use(installation);
    } finally {
      await installation.close();
    }
  } catch (error) {
    if (error instanceof StartError) throw startExit(error, given);
    throw await moveExit(given, error);
  }
}
