import { Logger } from '@nestjs/common';
import { type CommandChannel, ChannelError } from '@ledger/event-log';
import { memoryCommandChannels } from '@ledger/event-log/memory/command-channel.js';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { Rejection } from '@ledger/ledger';
import { fatefulLog, sent, writerOf } from '../writer/testing.js';
import { Writers } from '../writer/writers.js';
import { RoutedGateway } from './routed.gateway.js';

beforeAll(() => Logger.overrideLogger(false));
afterAll(() => Logger.overrideLogger(['error']));

type Service = {
  readonly gateway: RoutedGateway;
  readonly writers: Writers;
  readonly channel: CommandChannel;
};

const now = Date.UTC(2026, 2, 31);
/** Ledgers 0 and 2 fall to the first service, 1 and 3 to the second. */
const partitionOf = (ledger: string): number => Number(ledger.at(-1));
const open = (ledger: string) => sent('OpenLedger', 'counter/a', { ledger });
const raise = (ledger: string, by = 1) =>
  sent('RaiseCounter', 'counter/a', { ledger, data: { by }, idempotencyKey: `raise-${by}` });

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

/** Services of one installation: the same log, each with channel and writers of its own. */
async function services(
  count: number,
  options: {
    readonly waitMsMax?: number;
    readonly awayMax?: number;
    readonly through?: (channel: CommandChannel) => CommandChannel;
  } = {},
): Promise<readonly Service[]> {
  const log = fatefulLog(memoryEventLog());
  const channels = memoryCommandChannels(4);
  const all: Service[] = [];
  for (let index = 1; index <= count; index += 1) {
    const { through = (same: CommandChannel) => same, ...limits } = options;
    const channel = through(channels.open(`service-${index}`));
    const head = (ledger: string): Promise<number> => log.head(ledger);
    const writers = new Writers({
      log: { partitions: 4, partitionOf, head },
      make: () => writerOf({ log }),
    });
    const environment = { now: () => now };
    const gateway = new RoutedGateway({ channel, writers, partitionOf, environment, ...limits });
    await gateway.join();
    all.push({ gateway, writers, channel });
    ended.push(async () => {
      await writers.stop();
      await channel.close();
    });
  }
  return all;
}

describe('a command', () => {
  it('goes straight through where its ledger is decided here', async () => {
    const sentAway: unknown[] = [];
    const through = (channel: CommandChannel): CommandChannel => ({
      ...channel,
      send: async (request) => {
        sentAway.push(request);
      },
    });
    const [one] = await services(1, { through });
    expect(await one?.gateway.submit(open('acme-1'))).toMatchObject({ sequence: 1 });
    expect(sentAway).toEqual([]);
  });

  it('is decided by the service that its ledger falls to, and answered by the one that was asked', async () => {
    const [one, two] = await services(2);
    expect(await one?.gateway.submit(open('acme-1'))).toEqual({
      ledger: 'acme-1',
      subject: 'counter/a',
      version: 1,
      sequence: 1,
      entries: 1,
    });
    expect(one?.writers.isMine(1)).toBe(false);
    expect(await two?.gateway.submit(raise('acme-1'))).toMatchObject({ sequence: 2 });
    expect(await two?.gateway.submit(open('acme-2'))).toMatchObject({ sequence: 1 });
  });

  it('is refused far away as it would be here', async () => {
    const [one] = await services(2);
    await one?.gateway.submit(open('acme-1'));
    const refused: unknown = await one?.gateway
      .submit(raise('acme-1', 1_001))
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Rejection);
    expect(refused).toMatchObject({
      rule: 'total-too-high',
      detail: { max: 1_000 },
      text: { status: 409, en: 'The total may not pass {max}.' },
    });
  });

  it('that meets a defect far away is told as one', async () => {
    const [one] = await services(2);
    const broken = one?.gateway.submit(sent('BreakCounter', 'counter/a', { ledger: 'acme-1' }));
    await expect(broken).rejects.toThrow('failed: a defect of the decider');
  });

  it('has no known outcome where no answer comes', async () => {
    const through = (channel: CommandChannel): CommandChannel => ({
      ...channel,
      answer: () => Promise.reject(new ChannelError('io', 'the broker is gone')),
    });
    const [one] = await services(2, { through, waitMsMax: 50 });
    const lost = one?.gateway.submit(open('acme-1'));
    await expect(lost).rejects.toMatchObject({ code: 'outcome-unknown' });
    expect(one?.writers.meter.routed.of('unknown')).toBe(1);
  });

  it('is answered in time also where the channel neither takes it nor says no', async () => {
    let giveUp = (_: Error): void => undefined;
    const through = (channel: CommandChannel): CommandChannel => ({
      ...channel,
      send: () => new Promise((_, reject) => (giveUp = reject)),
    });
    const [one] = await services(2, { through, waitMsMax: 50 });
    const silent = one?.gateway.submit(open('acme-1'));
    await expect(silent).rejects.toMatchObject({ code: 'outcome-unknown' });
    giveUp(new ChannelError('io', 'too late to be told'));
  });

  it.each([
    ['closed', 'busy', 'busy'],
    ['io', 'outcome-unknown', 'unknown'],
  ] as const)(
    'that the channel does not take (%s) is answered %s',
    async (code, answer, counted) => {
      const through = (channel: CommandChannel): CommandChannel => ({
        ...channel,
        send: () => Promise.reject(new ChannelError(code, 'no')),
      });
      const [one] = await services(2, { through });
      await expect(one?.gateway.submit(open('acme-1'))).rejects.toMatchObject({ code: answer });
      expect([...(one?.writers.meter.routed ?? [])]).toEqual([[[counted], 1]]);
    },
  );

  it('that nobody waits for any more is not begun', async () => {
    const through = (channel: CommandChannel): CommandChannel => ({
      ...channel,
      send: (request) => channel.send({ ...request, untilMs: now - 1 }),
    });
    const [one, two] = await services(2, { through, waitMsMax: 50 });
    const late = one?.gateway.submit(open('acme-1'));
    await expect(late).rejects.toMatchObject({ code: 'outcome-unknown' });
    expect(await two?.writers.knows('acme-1')).toBe(false);
  });

  it('is turned away while too many are on their way', async () => {
    const [one] = await services(2, { awayMax: 1 });
    const first = one?.gateway.submit(open('acme-1'));
    await expect(one?.gateway.submit(open('acme-3'))).rejects.toMatchObject({ code: 'busy' });
    expect(await first).toMatchObject({ sequence: 1 });
    const { routed } = one?.writers.meter ?? {};
    expect([routed?.of('busy'), routed?.of('answered')]).toEqual([1, 1]);
  });

  it('too large for the way is refused', async () => {
    const [one] = await services(2);
    const note = 'x'.repeat(900_001);
    const large = sent('RaiseCounter', 'counter/a', { ledger: 'acme-1', data: { note } });
    await expect(one?.gateway.submit(large)).rejects.toMatchObject({ rule: 'command-too-large' });
  });

  it('goes to the next service once the one that decided it has left', async () => {
    const [one, two] = await services(2);
    await one?.gateway.submit(open('acme-1'));
    await two?.writers.stop();
    await two?.channel.close();
    expect(await one?.gateway.submit(raise('acme-1'))).toMatchObject({ sequence: 2 });
    expect(one?.writers.isMine(1)).toBe(true);
  });
});
