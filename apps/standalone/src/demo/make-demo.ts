// Makes the demo ledger: a story sent through the same commands as everything else, under a clock and a randomness that
// repeat to the byte. The ledger says in its first entry that it is simulated.
import { CommandBus } from '@nestjs/cqrs';
import { type EventLog } from '@ledger/event-log';
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
const demoSettings = {
  ledger: demoLedger,
  name: 'Demo',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  firstDay,
};

/** Makes it in the data folder unless it is there. `onStart` is called before the work begins. */
export async function makeDemo(sources: ConfigSources, onStart: () => void): Promise<void> {
  const clock = { ms: Date.parse(`${firstDay}T08:00:00Z`) };
  const step = { random: seededRandom(seed) };
  const simulation: Environment = {
    now: () => clock.ms,
    randomBytes: (size) => step.random.bytes(size),
  };
  /** Each command has randomness of its own, so that a demo that was cut short is completed to the same bytes. */
  const begin = (place: number): Sender => {
    step.random = seededRandom(`${seed} ${place}`);
    const idempotencyKey = String(place);
    return { actor, assurance: 'stated', idempotencyKey, correlationId: nameOf(place) };
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
    const story = demoStory(seed);
    if (await isComplete(app.get(Runtime).parts.log, story.length)) return;
    onStart();
    const bus = app.get(CommandBus);
    const opener = begin(0);
    const opening = await openLedger(demoSettings, app.get(LedgerKeys));
    await bus.execute(new SubmitCommand(submission(opening, opener)));
    for (const [place, { at, command }] of story.entries()) {
      clock.ms = Date.parse(at);
      await bus.execute(new SubmitCommand(submission(command, begin(place + 1))));
    }
  } finally {
    await standalone.close();
  }
}

/** Whether the story's last command is in the ledger; what somebody recorded after it makes the story be sent again. */
async function isComplete(log: EventLog, commands: number): Promise<boolean> {
  const [last] = await log.read(demoLedger, Math.max(1, await log.head(demoLedger)), 1);
  if (last === undefined) return false;
  return Buffer.from(last.bytes).includes(`"correlationid":"${nameOf(commands)}"`);
}

function nameOf(place: number): string {
  return `demo-${place}`;
}
