// Starts the whole product in this process: for the command line, for tests, and as a server of its own.
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import 'reflect-metadata';
import { sealer } from '@ledger/key-store';
import { type Environment, realEnvironment } from '@ledger/ledger';
import {
  type Config,
  type ConfigSources,
  type DataFolder,
  type Door,
  type Log,
  StartError,
  type Tracing,
  createHttpApp,
  createLog,
  doorOf,
  openDataFolder,
  openTracing,
  readConfig,
  serveOpenApi,
} from '@ledger/runtime';
import { storesOf } from './installation.js';
import { StandaloneModule } from './standalone.module.js';
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
    app = await compose(folder, config, { log, simulation: options.simulation, door, tracing });
    const address = await listen(app, config);
    folder.announce(address);
    log.info({ address, dataFolder: folder.path }, 'serving');
    return { address, config, ownKey: door.ownKey, log, app, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Composing = {
  readonly log: Log;
  readonly simulation: Environment | undefined;
  readonly door: Door;
  readonly tracing: Tracing;
};

async function compose(
  folder: DataFolder,
  config: Config,
  { log, simulation, door, tracing }: Composing,
): Promise<NestFastifyApplication> {
  const {
    bodyBytesMax,
    language,
    queueMax,
    streamsMax,
    streamStallMinutesMax,
    readyLagSecondsMax,
  } = config;
  const { admission } = door;
  const environment = simulation ?? realEnvironment;
  const simulated = simulation !== undefined;
  const stores = await storesOf(folder, config, { environment, log });
  const { openAll: open } = sealer(stores.keys);
  const app = await createHttpApp(
    StandaloneModule.forRoot(
      {
        ...{ ...stores, environment, simulated, tracing },
        ...{ queueMax, readyLagSecondsMax, roles: config.roles },
      },
      { open, streamsMax, stallMsMax: streamStallMinutesMax * 60_000 },
    ),
    { bodyBytesMax, language, log, environment, open, admission, tracing },
  );
  serveOpenApi(app, {
    title: 'Sales Ledger',
    description: 'The auditable record of sales performance: commands, leaderboards, audit trails.',
    version,
  });
  return app;
}

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
