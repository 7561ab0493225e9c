// Makes the demo ledger: a story sent through the same commands as everything else, under a clock and a randomness that
// repeat to the byte. The ledger says in its first entry that it is simulated.
import { CommandBus } from '@nestjs/cqrs';
import { demoLedger, demoStory, firstDay } from '@ledger/connectors';
import {
  type Acknowledgement,
  type Environment,
  LedgerKeys,
  type Sender,
  SubmitCommand,
  submission,
} from '@ledger/ledger';
import { type ConfigSources, Runtime, StartError, createLog } from '@ledger/runtime';
import { openLedger } from '@ledger/sales';
import { standaloneTexts } from '../standalone.texts.js';
import { type Standalone, startStandalone } from '../start.js';
import { type DemoRandom, demoRandom, makeKeys } from './demo-random.js';
import { editionOf, foundDemo, nameOf } from './found-demo.js';

export const demoSeed = 'sales-ledger demo 2';
const demoSettings = {
  ledger: demoLedger,
  name: 'Demo',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  firstDay,
};

/** `made` also where one that was cut short was completed; `older` is one of another release, and stays as it is. */
export type DemoOutcome = 'made' | 'there' | 'older';

/**
 * Makes it in the data folder unless it is there. `onStart` is called before the work begins.
 * @throws StartError `demo-ledger-taken` where a real ledger has its id
 */
export async function makeDemo(sources: ConfigSources, onStart: () => void): Promise<DemoOutcome> {
  const clock = { ms: Date.parse(`${firstDay}T08:00:00Z`) };
  const random = demoRandom(demoSeed);
  const simulation: Environment = { now: () => clock.ms, randomBytes: random.bytes };
  const flags = { ...sources.flags, port: '0', host: undefined };
  const log = createLog('warn');
  const standalone = await startStandalone({ ...sources, flags, simulation, log });
  try {
    const sittings = demoStory(demoSeed);
    const found = await foundDemo(standalone.app.get(Runtime).parts.log, sittings);
    if (found === 'real') {
      const values = { ledger: demoLedger, folder: standalone.config.dataFolder };
      throw new StartError('demo-ledger-taken', standaloneTexts.demoTaken, values);
    }
    if (found === 'whole') return 'there';
    if (found === 'older') return 'older';
    onStart();
    await tell(standalone, sittings, { clock, random });
    return 'made';
  } finally {
    await standalone.close();
  }
}

type Simulated = { readonly clock: { ms: number }; readonly random: DemoRandom };

/** One sitting after another: each has its own reading of the clock, and what it records is durable when the next begins. */
async function tell(
  { app }: Standalone,
  sittings: ReturnType<typeof demoStory>,
  { clock, random }: Simulated,
): Promise<void> {
  const bus = app.get(CommandBus);
  const edition = editionOf(sittings);
  const { parts, runner } = app.get(Runtime);
  // Folded in one go when the ledger is opened next: folding after each sitting waits for the disk a thousand times.
  await runner.stop();
  random.begin('opening');
  const opening = await openLedger(demoSettings, app.get(LedgerKeys));
  await bus.execute(
    new SubmitCommand(submission(opening, senderOf('user/operations', nameOf(edition, 0)))),
  );
  await makeKeys(
    parts.keys,
    sittings.flatMap(({ commands }) => commands),
    random,
  );
  for (const [place, { at, actor, commands }] of sittings.entries()) {
    clock.ms = Date.parse(at);
    const [first, ...next] = commands;
    const sitting = submission(first, senderOf(actor, nameOf(edition, place + 1)), next);
    await bus.execute<SubmitCommand, Acknowledgement>(new SubmitCommand(sitting));
  }
}

function senderOf(actor: string, name: string): Sender {
  return { actor, assurance: 'stated', idempotencyKey: name, correlationId: name };
}
