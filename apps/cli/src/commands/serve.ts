// `sales-ledger serve`: the HTTP API on this machine, until a signal ends it.
import { StartError, readConfig } from '@ledger/runtime/opening';
import { type Standalone, startStandalone } from '../../../standalone/src/start.js';
import { stopOnSignal } from '../../../standalone/src/stop.js';
import { type Given } from '../given.js';
import { note, print } from '../output.js';
import { clientOf } from '../client.js';
import { makeDemoHere, demoExit } from '../demo-here.js';
import { askingOwn } from '../open-here.js';
import { sourcesOf } from '../sources.js';

export type ServeOptions = {
  readonly host?: string;
  readonly port?: number;
  readonly demo: boolean;
};

type Ledgers = {
  readonly ledgers: readonly { readonly ledger: string; readonly head: number }[];
};

export async function serve(given: Given, options: ServeOptions): Promise<void> {
  const { speak, language } = given;
  const flags = { host: options.host, port: options.port?.toString(), language };
  try {
    const { config, origins } = readConfig(sourcesOf(given, flags));
    // A person at a terminal reads the lines below, not a log; a supervisor asks for one by its settings.
    const logLevel = origins.logLevel === 'default' ? 'warn' : undefined;
    const sources = sourcesOf(given, { ...flags, logLevel });
    if (options.demo && (await makeDemoHere(given, sources)) === 'older') {
      note(speak('demoOlder', { folder: config.dataFolder }));
    }
    const standalone = await startStandalone(sources);
    stopOnSignal(standalone, () => note(speak('serveStopping')));
    if (options.demo) {
      const { Runtime } = await import('@ledger/runtime');
      await standalone.app.get(Runtime).runner.caughtUp();
    }
    await announce(given, standalone, options.demo);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    throw demoExit(error, given);
  }
}

async function announce(given: Given, standalone: Standalone, demo: boolean): Promise<void> {
  const { speak } = given;
  const { address: url, config } = standalone;
  const folder = config.dataFolder;
  const client = clientOf(url, askingOwn(given, standalone));
  const { ledgers } = await client.get<Ledgers>('/v1/ledgers');
  print(speak('serveReady'));
  print(speak('serveApi', { url }));
  print(speak('serveDescription', { url }));
  print(speak('serveData', { folder }));
  for (const { ledger, head } of ledgers) {
    print(speak('serveLedger', { ledger, entries: head }));
  }
  if (demo) {
    const board = `${url}/v1/ledgers/demo/leaderboards/sales-amount?period=2026-Q1`;
    print(speak('serveTry', { command: `curl '${board}'` }));
    const words = 'leaderboard --ledger demo --period 2026-Q1';
    print(speak('serveTry', { command: `npm run sales-ledger -- --data ${folder} ${words}` }));
  }
  print(speak('serveStop'));
}
