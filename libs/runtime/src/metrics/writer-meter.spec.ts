// What a writer counts, told by what happens to commands.
import { Logger } from '@nestjs/common';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { type SealedSubmission } from '@ledger/ledger';
import { type Fate, fatefulLog, raise, sent, startedWriter, turns } from '../writer/testing.js';
import { type Writer } from '../writer/writer.js';

Logger.overrideLogger(false); // failures are provoked here

async function writerWith(
  fates: readonly Fate[] = [],
  limits: Parameters<typeof startedWriter>[0]['limits'] = {},
): Promise<Writer> {
  const log = fatefulLog(memoryEventLog());
  log.fates.push(...fates);
  return startedWriter({ log, limits });
}

const answered = (writer: Writer, ...commands: readonly SealedSubmission[]): Promise<unknown> =>
  Promise.allSettled(commands.map((command) => writer.submit(command)));
const counted = (writer: Writer): object =>
  Object.fromEntries(
    [...writer.meter.commands].map(([words, count]) => [words.join(' ').trim(), count]),
  );

describe('a writer counts', () => {
  it('what is recorded, what changes nothing, and what comes again', async () => {
    const writer = await writerWith();
    const first = raise('a');
    await answered(writer, first, raise('b', { data: { by: 0 } }));
    await answered(writer, first);
    expect(counted(writer)).toEqual({
      'RaiseCounter accepted': 1,
      'RaiseCounter unchanged': 1,
      'RaiseCounter repeated': 1,
    });
  });

  it('equal commands in flight as one and its repeat', async () => {
    const writer = await writerWith();
    const command = raise('a');
    await answered(writer, command, command);
    expect(counted(writer)).toEqual({ 'RaiseCounter accepted': 1, 'RaiseCounter repeated': 1 });
  });

  it('refusals by their code, and defects', async () => {
    const writer = await writerWith();
    await answered(writer, raise('a'), sent('CloseCounter', 'counter/a'), raise('a'));
    const key = { idempotencyKey: 'k' };
    await answered(writer, raise('b', key), raise('c', key));
    await answered(writer, sent('BreakCounter', 'counter/a'));
    expect(counted(writer)).toEqual({
      'RaiseCounter accepted': 2,
      'CloseCounter accepted': 1,
      'RaiseCounter refused counter-closed': 1,
      'RaiseCounter refused idempotency-key-reused': 1,
      'BreakCounter failed': 1,
    });
  });

  it('whom it turns away, and those that wait', async () => {
    const writer = await writerWith([], { queuedPerLedgerMax: 1 });
    const all = answered(writer, raise('a'), raise('b'), raise('c'));
    expect([writer.waiting, writer.isTaking]).toEqual([1, true]);
    await all;
    expect(counted(writer)).toEqual({ 'RaiseCounter busy': 2, 'RaiseCounter accepted': 1 });
    await writer.stop();
    await answered(writer, raise('d'));
    expect([writer.waiting, writer.isTaking]).toEqual([0, false]);
    expect(counted(writer)).toMatchObject({ 'RaiseCounter busy': 3 });
  });

  it.each<[Fate, string, string]>([
    ['refused', 'RaiseCounter not-recorded', 'not-appended'],
    ['lost', 'RaiseCounter not-recorded', 'unknown'],
    ['landed', 'RaiseCounter accepted', 'unknown'],
  ])('an append that is %s as %s', async (fate, as, failure) => {
    const writer = await writerWith([fate]);
    await answered(writer, raise('a'));
    expect(counted(writer)).toEqual({ [as]: 1 });
    expect([...writer.meter.appendFailures]).toEqual([[[failure], 1]]);
    expect(writer.meter.appendSeconds.count).toBe(0);
  });

  it('outcomes that can not be learnt, and takes no commands until then', async () => {
    const log = fatefulLog(memoryEventLog());
    const writer = await startedWriter({ log, limits: { outcomeWaitMsMax: 5 } });
    log.fates.push('landed');
    log.isBlind = true;
    await answered(writer, raise('a'));
    expect(counted(writer)).toEqual({ 'RaiseCounter unknown': 1 });
    expect(writer.isTaking).toBe(false);
    log.isBlind = false;
    while (!writer.isTaking) await turns(1);
  });

  it('appends with what they took and held, and none where nothing was recorded', async () => {
    const writer = await writerWith();
    await answered(writer, raise('a', { data: { also: ['counter/b'] } }), raise('c'));
    await answered(writer, raise('c', { data: { by: 0 } }));
    const { appendSeconds, batchCommands, batchEntries } = writer.meter;
    expect([appendSeconds.count, batchCommands.sum, batchEntries.sum]).toEqual([1, 2, 3]);
    expect(appendSeconds.sum).toBeGreaterThan(0);
  });
});
