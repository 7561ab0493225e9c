// The product on its stores: the slices, what serves them, and their description. All of Nest is loaded with this file.
import 'reflect-metadata';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { sealer } from '@ledger/key-store';
import { type Environment } from '@ledger/ledger';
import {
  type Config,
  type Door,
  type Log,
  type Tracing,
  createHttpApp,
  serveOpenApi,
} from '@ledger/runtime';
import { StandaloneModule, servedElsewhere } from './standalone.module.js';
import { type Stores } from './stores.js';

type Composing = {
  readonly environment: Environment;
  readonly simulated: boolean;
  readonly log: Log;
  readonly door: Door;
  readonly tracing: Tracing;
  readonly version: string;
};

export async function compose(
  stores: Stores,
  config: Config,
  { environment, simulated, log, door, tracing, version }: Composing,
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
  const { openAll: open } = sealer(stores.keys);
  const app = await createHttpApp(
    StandaloneModule.forRoot(
      {
        ...{ ...stores, environment, simulated, tracing },
        ...{ queueMax, readyLagSecondsMax, roles: config.roles },
      },
      { open, streamsMax, stallMsMax: streamStallMinutesMax * 60_000 },
    ),
    {
      ...{ bodyBytesMax, language, log, environment, open, admission, tracing },
      elsewhere: servedElsewhere(config.roles),
    },
  );
  serveOpenApi(app, {
    title: 'Sales Ledger',
    description: 'The auditable record of sales performance: commands, leaderboards, audit trails.',
    version,
  });
  return app;
}
