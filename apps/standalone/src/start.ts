// Starts the whole product in this process: for the command line, for tests, and as a server of its own.
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Environment, realEnvironment } from '@ledger/ledger';
import {
  type Config,
  type ConfigSources,
  type Log,
  StartError,
  type Tracing,
  createLog,
  doorOf,
  openDataFolder,
  openTracing,
  readConfig,
  usesServers,
} from '@ledger/runtime/opening';
import { storesOf } from './installation.js';
import { standaloneTexts } from './standalone.texts.js';

export type StandaloneOptions = ConfigSources & {
  readonly log?: Log;
  /** Clock and randomness that can be repeated; ledgers opened here say in their first entry that they are simulated. */
  readonly simulation?: Environment;
};

export type Standalone = {
  /** Such as `http://127.0.0.1:7420`. */
  readonly address: string;
  readonly config: Config;
  /** Opens the door to the process that started it; absent where no key is needed. */
  readonly ownKey: string | undefined;
  readonly log: Log;
  /** The application, for those who send to its buses without HTTP. */
  readonly app: NestFastifyApplication;
  /** Takes no more requests, answers those under way, and lets the data folder go. */
  close(): Promise<void>;
};

export const version = '0.1.0';

/** @throws StartError for whatever its caller can mend */
export async function startStandalone(options: StandaloneOptions): Promise<Standalone> {
  const { config } = readConfig(options);
  const door = doorOf(config);
  const folder = openDataFolder(config.dataFolder);
  const log = options.log ?? createLog(config.logLevel);
  let app: NestFastifyApplication | undefined;
  let tracing: Tracing | undefined;
  const close = async (): Promise<void> => {
    await app?.close();
    folder.close();
    await tracing?.close();
  };
  try {
    tracing = await openTracing(config, { version, log });
    const environment = options.simulation ?? realEnvironment;
    // A folder is opened before anything else is loaded, for it may be refused. Servers are asked afterwards: to load holds
    // everything up, and what they answer would seem to come too late.
    const early = usesServers(config) ? await composing() : undefined;
    const stores = await storesOf(folder, config, { environment, log });
    const { compose } = early ?? (await composing());
    const simulated = options.simulation !== undefined;
    app = await compose(stores, config, { environment, simulated, log, door, tracing, version });
    const address = await listen(app, config);
    folder.announce(address);
    log.info({ address, dataFolder: folder.path }, 'serving');
    return { address, config, ownKey: door.ownKey, log, app, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const composing = () => import('./compose.js');

async function listen(app: NestFastifyApplication, { host, port }: Config): Promise<string> {
  try {
    await app.init();
    // Not Nest's own listen, which logs a taken port before anybody can say it in a person's words.
    await app.getHttpAdapter().getInstance().listen({ port, host });
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
    if (code === 'EADDRINUSE') {
      throw new StartError('port-taken', standaloneTexts.portTaken, { host, port });
    }
    if (typeof code !== 'string' || !code.startsWith('E')) throw error;
    const values = { host, port, reason: code };
    throw new StartError('not-listening', standaloneTexts.notListening, values, { cause: error });
  }
  const listening = app.getHttpServer().address();
  if (typeof listening !== 'object' || listening === null) throw new Error('no address');
  const name = listening.family === 'IPv6' ? `[${listening.address}]` : listening.address;
  return `http://${name}:${listening.port}`;
}
