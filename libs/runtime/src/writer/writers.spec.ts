import { Logger } from '@nestjs/common';
import { LogError } from '@ledger/event-log';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { fatefulLog, sent, writerOf } from './testing.js';
import { type Writer } from './writer.js';
import { Writers, type WritersOptions } from './writers.js';

beforeAll(() => Logger.overrideLogger(false));
afterAll(() => Logger.overrideLogger(['error']));

const all = new Set([0]);

type Given = Pick<WritersOptions, 'following'> & {
  readonly failures?: number;
  readonly error?: Error;
};

function given({ following, ...options }: Given = {}): {
  readonly writers: Writers;
  readonly made: Writer[];
} {
  const log = fatefulLog(memoryEventLog());
  const made: Writer[] = [];
  let failures = options.failures ?? 0;
  const make = (): Writer => {
    const writer = writerOf({ log });
    made.push(writer);
    if (failures > 0) {
      failures -= 1;
      const notYet = new LogError('io', 'no broker answers', 'not-appended', true);
      writer.start = () => Promise.reject(options.error ?? notYet);
    }
    return writer;
  };
  const known = following === undefined ? {} : { following };
  return { writers: new Writers({ log, make, ...known }), made };
}

const open = () => sent('OpenLedger', 'counter/a');
const raise = (idempotencyKey: string) => sent('RaiseCounter', 'counter/a', { idempotencyKey });

describe('writers', () => {
  it('turn commands away of partitions that fall to others', async () => {
    const { writers, made } = given();
    await expect(writers.submit(open())).rejects.toMatchObject({ code: 'busy' });
    expect(made).toHaveLength(0);
  });

  it('begin with the first command, once for all that come meanwhile', async () => {
    const { writers, made } = given();
    writers.assign(all);
    expect(made).toHaveLength(0);
    const answers = await Promise.all([writers.submit(open()), writers.submit(raise('k-2'))]);
    expect(answers.map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(made).toHaveLength(1);
    await writers.stop();
  });

  it('answer what they took before the partition goes to others, and nothing after', async () => {
    const { writers } = given();
    writers.assign(all);
    const taken = writers.submit(open());
    await Promise.resolve();
    const late = taken.then(() => writers.submit(raise('k-2')));
    writers.assign(new Set());
    expect(await taken).toMatchObject({ sequence: 1 });
    await expect(late).rejects.toMatchObject({ code: 'busy' });
  });

  it('go on from the log where the partition comes back', async () => {
    const { writers, made } = given();
    writers.assign(all);
    await writers.submit(open());
    writers.assign(new Set());
    writers.assign(all);
    expect(await writers.submit(raise('k-2'))).toMatchObject({ sequence: 2 });
    expect(made).toHaveLength(2);
    await writers.stop();
  });

  it('ask to come again while the log does not let a writer begin, and try anew then', async () => {
    const { writers } = given({ failures: 1 });
    writers.assign(all);
    await expect(writers.submit(open())).rejects.toMatchObject({ code: 'busy' });
    expect(await writers.submit(open())).toMatchObject({ sequence: 1 });
    await writers.stop();
  });

  it('ask to come again where another process takes the partition while a writer begins', async () => {
    const error = new LogError('fenced', 'another writer took over', 'not-appended', false);
    const { writers } = given({ failures: 1, error });
    writers.assign(all);
    await expect(writers.submit(open())).rejects.toMatchObject({ code: 'busy' });
    expect(await writers.submit(open())).toMatchObject({ sequence: 1 });
    await writers.stop();
  });

  it('tell a defect as it is', async () => {
    const { writers } = given({ failures: 1, error: new TypeError('a defect') });
    writers.assign(all);
    await expect(writers.submit(open())).rejects.toThrow('a defect');
  });

  it('are warm where they run or are followed, and followed again once they have ended', async () => {
    const followed: string[] = [];
    const { writers } = given({
      following: {
        begin: (partition) => void followed.push(`follow ${partition}`),
        isWarm: () => followed.length > 0,
      },
    });
    expect([...writers.warm]).toEqual([]);
    writers.assign(all);
    await writers.submit(open());
    expect([[...writers.warm], followed]).toEqual([[0], []]);
    writers.assign(new Set());
    writers.assign(all);
    await writers.submit(raise('k-2'));
    expect([[...writers.warm], followed]).toEqual([[0], ['follow 0']]);
    await writers.stop();
    expect(followed).toEqual(['follow 0']); // the process ends
  });

  it('are followed again where they could not begin', async () => {
    const followed: number[] = [];
    const following = {
      begin: (partition: number) => void followed.push(partition),
      isWarm: () => false,
    };
    const { writers } = given({ failures: 1, following });
    writers.assign(all);
    await expect(writers.submit(open())).rejects.toMatchObject({ code: 'busy' });
    expect(followed).toEqual([0]);
  });

  it('know the ledgers that were opened, wherever they are decided', async () => {
    const { writers } = given();
    expect(await writers.knows('acme')).toBe(false);
    writers.assign(all);
    await writers.submit(open());
    expect(await writers.knows('acme')).toBe(true);
    await writers.stop();
    expect(await writers.knows('acme')).toBe(true);
  });
});
