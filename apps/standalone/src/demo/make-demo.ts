// Makes the demo ledger: a story sent through the same commands as everything else, under a clock and a randomness that
// repeat to the byte. The ledger says in its first entry that it is simulated.
import { CommandBus } from '@nestjs/cqrs';
import { demoLedger, demoStory, firstDay, seededRandom } from '@ledger/connectors';
import {
  type Environment,
  LedgerKeys,
  type Sender,
  SubmitCommand,
  submission,
} from '@ledger/ledger';
import { type ConfigSources, Runtime, createLog } from '@ledger/runtime';
import { openLedger } from '@ledger/sales';
import { startStandalone } from '../start.js';

const seed = 'sales-ledger demo 1';
const actor = 'user/demo';

/** Makes it in the data folder unless it is there. `onStart` is called before the work begins. */
export async function makeDemo(sources: ConfigSources, onStart: () => void): Promise<void> {
  const clock = { ms: Date.parse(`${firstDay}T08:00:00Z`) };
  const random = seededRandom(seed);
  const simulation: Environment = {
    now: () => clock.ms,
    randomBytes: (size) => random.bytes(size),
  };
  const flags = { ...sources.flags, port: '0', host: undefined };
  const standalone = await startStandalone({
    ...sources,
    flags,
    simulation,
    log: createLog('warn'),
  });
  try {
    const { app } = standalone;
    if ((await app.get(Runtime).parts.log.head(demoLedger)) > 0) return;
    onStart();
    const bus = app.get(CommandBus);
    const opening = {
      ledger: demoLedger,
      name: 'Demo',
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      firstDay,
    };
    await bus.execute(
      new SubmitCommand(submission(await openLedger(opening, app.get(LedgerKeys)), by('0'))),
    );
    for (const [place, { at, command }] of demoStory(seed).entries()) {
      clock.ms = Date.parse(at);
      await bus.execute(new SubmitCommand(submission(command, by(String(place + 1)))));
    }
  } finally {
    await standalone.close();
  }
}

function by(idempotencyKey: string): Sender {
  return { actor, assurance: 'stated', idempotencyKey, correlationId: `demo-${idempotencyKey}` };
}
