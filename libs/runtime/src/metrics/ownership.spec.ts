// Who writes to a partition, told as what changed and why.
import { Logger } from '@nestjs/common';
import { LogError } from '@ledger/event-log';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { type FatefulLog, fatefulLog, raise, writerOf } from '../writer/testing.js';
import { Writers } from '../writer/writers.js';

Logger.overrideLogger(false); // failures are provoked here

const all = new Set([0]);

function given(): { readonly log: FatefulLog; readonly writers: Writers } {
  const log = fatefulLog(memoryEventLog());
  return { log, writers: new Writers({ log, make: (_, around) => writerOf({ log, ...around }) }) };
}

const counted = ({ meter }: Writers): object =>
  Object.fromEntries([...meter.ownership].map(([words, count]) => [words.join(' '), count]));

describe('writers count', () => {
  it('a partition as taken with its first command, and as left where it falls to others', async () => {
    const { writers } = given();
    writers.assign(all);
    expect([counted(writers), writers.owned]).toEqual([{}, 0]);
    await writers.submit(raise('a'));
    expect([counted(writers), writers.owned]).toEqual([{ 'taken assigned': 1 }, 1]);
    writers.assign(new Set());
    await writers.stop();
    expect(counted(writers)).toEqual({ 'taken assigned': 1, 'left reassigned': 1 });
    expect(writers.owned).toBe(0);
  });

  it('as left where the process ends', async () => {
    const { writers } = given();
    writers.assign(all);
    await writers.submit(raise('a'));
    await writers.stop();
    expect(counted(writers)).toEqual({ 'taken assigned': 1, 'left stopped': 1 });
  });

  it('that another process took it over, and that it was taken back', async () => {
    const { log, writers } = given();
    writers.assign(all);
    await writers.submit(raise('a'));
    log.fates.push('fenced');
    await expect(writers.submit(raise('b'))).rejects.toMatchObject({ code: 'not-recorded' });
    expect([counted(writers), writers.meter.fenced]).toEqual([
      { 'taken assigned': 1, 'left fenced': 1 },
      1,
    ]);
    await writers.submit(raise('c'));
    expect(counted(writers)).toMatchObject({ 'taken after-fence': 1 });
    await writers.stop();
  });

  it('that it was taken over once more, for an outcome was not known', async () => {
    const { log, writers } = given();
    writers.assign(all);
    await writers.submit(raise('a'));
    log.fates.push('landed');
    await writers.submit(raise('b'));
    expect(counted(writers)).toEqual({ 'taken assigned': 1, 'taken unknown-outcome': 1 });
    expect(writers.meter.fenced).toBe(0);
    await writers.stop();
  });

  it('a take-over that fails, and the commands that it turns away', async () => {
    const { log, writers } = given();
    writers.assign(all);
    log.takeOvers.push('unreachable');
    await expect(writers.submit(raise('a'))).rejects.toMatchObject({ code: 'busy' });
    expect([counted(writers), writers.meter.takeOverFailures]).toEqual([{}, 1]);
    expect(writers.meter.commands.of('RaiseCounter', 'busy', '')).toBe(1);
    await writers.submit(raise('a'));
    expect(writers.meter.takeOverFailures).toBe(1);
    await writers.stop();
  });

  it('a take-over that only a person can mend, with the commands that fail by it', async () => {
    const { log, writers } = given();
    writers.assign(all);
    log.takeOver = () =>
      Promise.reject(new LogError('corrupt', 'of another log', 'not-appended', false));
    await expect(writers.submit(raise('a'))).rejects.toThrow('of another log');
    expect(writers.meter.takeOverFailures).toBe(1);
    expect(writers.meter.commands.of('RaiseCounter', 'failed', '')).toBe(1);
  });
});
