// What a ledger that goes no further means for its own callers, and that it means nothing for others.
import { LogError } from '@ledger/event-log';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { GatewayError, Rejection } from '@ledger/ledger';
import { Logger } from '@nestjs/common';
import { type FatefulLog, fatefulLog, raise, startedWriter } from './testing.js';

Logger.overrideLogger(false); // failures are provoked here

type Told = { readonly sequence: number } | { readonly code: string };

async function told(answer: Promise<{ readonly sequence: number }>): Promise<Told> {
  try {
    return { sequence: (await answer).sequence };
  } catch (error) {
    if (error instanceof Rejection) return { code: error.rule, ...error.detail };
    if (error instanceof GatewayError) return { code: error.code };
    throw error;
  }
}

/** As somebody else would write it: past every rule. */
async function plant(log: FatefulLog, ledger: string): Promise<void> {
  const sequence = (await log.head(ledger)) + 1;
  await log.append(0, [{ ledger, sequence, bytes: Buffer.from('{}') }]);
}

const acme = { ledger: 'acme' };
const broken = { ledger: 'broken' };
const halted = (sequence: number, ledger = 'broken'): object => ({
  code: 'ledger-halted',
  ledger,
  sequence,
});

describe('a halted ledger', () => {
  it('does not hold up the commands of others in its batch, and its own are told', async () => {
    const log = fatefulLog(memoryEventLog());
    const writer = await startedWriter({ log });
    await writer.submit(raise('a', broken));
    await plant(log, 'broken');
    const all = [acme, broken, acme].map((of) => told(writer.submit(raise('a', of))));
    expect(await Promise.all(all)).toEqual([{ sequence: 1 }, halted(2), { sequence: 2 }]);
    expect(await told(writer.submit(raise('a', broken)))).toEqual(halted(2));
    expect(await told(writer.submit(raise('a', acme)))).toEqual({ sequence: 3 });
    expect(await log.head('broken')).toBe(2);
  });

  it('that the log names is left out, one after another', async () => {
    const log = fatefulLog(memoryEventLog());
    const append: FatefulLog['append'] = async (partition, entries) => {
      const bad = entries.find(({ ledger }) => ledger.startsWith('broken'));
      if (bad === undefined) return log.append(partition, entries);
      const halt = { ledger: bad.ledger, sequence: 1, reason: 'forked' };
      throw new LogError('corrupt', 'halted', 'not-appended', false, { halt });
    };
    const writer = await startedWriter({ log: { ...log, append } });
    const other = { ledger: 'broken-too' };
    const all = [broken, acme, other, acme].map((of) => told(writer.submit(raise('a', of))));
    expect(await Promise.all(all)).toEqual([
      halted(1),
      { sequence: 1 },
      halted(1, 'broken-too'),
      { sequence: 2 },
    ]);
  });

  it('is known at the next start, which goes on with the others', async () => {
    const log = fatefulLog(memoryEventLog());
    const before = await startedWriter({ log });
    const recorded = raise('a', broken);
    await before.submit(recorded);
    await before.submit(raise('a', acme));
    await plant(log, 'broken');
    const writer = await startedWriter({ log });
    expect(await told(writer.submit(raise('a', broken)))).toEqual(halted(2));
    expect(await told(writer.submit(raise('a', acme)))).toEqual({ sequence: 2 });
    // What is in the record is answered from it.
    expect(await told(writer.submit(recorded))).toEqual({ sequence: 1 });
  });

  it('says of a command whose outcome is unknown just that', async () => {
    const log = fatefulLog(memoryEventLog());
    const writer = await startedWriter({ log });
    await writer.submit(raise('a', broken));
    await plant(log, 'broken');
    log.fates.push('lost');
    const again = raise('a', broken);
    const both = [again, raise('a', acme)].map((one) => told(writer.submit(one)));
    expect(await Promise.all(both)).toEqual([
      { code: 'outcome-unknown' },
      { code: 'not-recorded' },
    ]);
    expect(await told(writer.submit(again))).toEqual(halted(2));
  });

  it('does not make a batch go round that the log can not take for another reason', async () => {
    const log = fatefulLog(memoryEventLog());
    const writer = await startedWriter({ log });
    await writer.submit(raise('a', broken));
    await plant(log, 'broken');
    await told(writer.submit(raise('a', broken)));
    log.fates.push('refused');
    const both = [acme, broken].map((of) => told(writer.submit(raise('a', of))));
    expect(await Promise.all(both)).toEqual([{ code: 'not-recorded' }, { code: 'not-recorded' }]);
  });
});
