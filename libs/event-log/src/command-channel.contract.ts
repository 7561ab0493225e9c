// What every way between services promises; each adapter's spec runs it.
import { randomUUID } from 'node:crypto';
import {
  type ChannelReply,
  type ChannelRequest,
  type CommandChannel,
  ChannelError,
} from './command-channel.js';

export const contractPartitions = 4;

export type OpenedCommandChannels = {
  /** Of a service that does not take part yet. */
  open(service: string): Promise<CommandChannel>;
  remove(): Promise<void>;
};

const assignedWithinMs = 30_000;
const allOf = [0, 1, 2, 3];

/** A service that notes what it is told. */
class Noted {
  readonly requests: ChannelRequest[] = [];
  readonly replies: ChannelReply[] = [];
  partitions: ReadonlySet<number> = new Set();
  warm: ReadonlySet<number> = new Set();
  tellings = 0;
  private look = (): void => undefined;

  assigned(partitions: ReadonlySet<number>): void {
    this.partitions = partitions;
    this.tellings += 1;
    this.look();
  }

  request(request: ChannelRequest): void {
    this.requests.push(request);
    this.look();
  }

  reply(reply: ChannelReply): void {
    this.replies.push(reply);
    this.look();
  }

  until(isMet: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.look = () => {
        if (isMet()) resolve();
      };
      this.look();
    });
  }
}

export function commandChannelContract(
  name: string,
  start: () => Promise<OpenedCommandChannels>,
): void {
  describe(`command channel, ${name}`, () => {
    let channels: OpenedCommandChannels;
    const opened: CommandChannel[] = [];

    beforeEach(async () => {
      channels = await start();
    });
    afterEach(async () => {
      for (const channel of opened.splice(0)) await channel.close();
      await channels.remove();
    });

    const service = async (
      label: string,
      warm: readonly number[] = [],
    ): Promise<{ readonly channel: CommandChannel; readonly noted: Noted }> => {
      const channel = await channels.open(`${label}-${randomUUID()}`);
      opened.push(channel);
      const noted = new Noted();
      noted.warm = new Set(warm);
      await channel.join({
        assigned: (partitions) => noted.assigned(partitions),
        request: (request) => noted.request(request),
        reply: (reply) => noted.reply(reply),
        warm: () => noted.warm,
      });
      return { channel, noted };
    };

    const request = (replyTo: string, partition: number, body = 'do'): ChannelRequest => ({
      id: randomUUID(),
      partition,
      replyTo,
      untilMs: Date.now() + 60_000,
      body,
    });

    it(
      'gives all partitions to a service that is alone',
      async () => {
        const { noted } = await service('alone');
        await noted.until(() => noted.partitions.size === contractPartitions);
        expect([...noted.partitions].sort()).toEqual([0, 1, 2, 3]);
      },
      assignedWithinMs,
    );

    it(
      'hands a request over as it is, and its reply back to the one that waits',
      async () => {
        const { channel, noted } = await service('alone');
        await noted.until(() => noted.partitions.size === contractPartitions);
        const asked = request(channel.service, 3, '{"商机":"\\u0000 “x”"}');
        await channel.send(asked);
        await noted.until(() => noted.requests.length > 0);
        expect(noted.requests).toEqual([asked]);
        await channel.answer(asked.replyTo, { id: asked.id, body: 'done 完成' });
        await noted.until(() => noted.replies.length > 0);
        expect(noted.replies).toEqual([{ id: asked.id, body: 'done 完成' }]);
      },
      assignedWithinMs,
    );

    it(
      'shares the partitions, and takes each request to one service only',
      async () => {
        const [one, two] = [await service('one'), await service('two')];
        await both(one.noted, two.noted, () => isShared(one.noted, two.noted));
        const asked = [0, 1, 2, 3].map((partition) => request(one.channel.service, partition));
        for (const each of asked) await one.channel.send(each);
        const came = (): readonly ChannelRequest[] => [
          ...one.noted.requests,
          ...two.noted.requests,
        ];
        await both(one.noted, two.noted, () => came().length === asked.length);
        expect(
          came()
            .map(({ id }) => id)
            .sort(),
        ).toEqual(asked.map(({ id }) => id).sort());
        for (const { noted } of [one, two]) {
          for (const { partition } of noted.requests) expect(noted.partitions).toContain(partition);
        }
        const [far] = two.noted.requests;
        await two.channel.answer(far?.replyTo ?? '', { id: far?.id ?? '', body: 'from two' });
        await one.noted.until(() => one.noted.replies.length > 0);
        expect([one.noted.replies, two.noted.replies]).toEqual([
          [{ id: far?.id, body: 'from two' }],
          [],
        ]);
      },
      assignedWithinMs,
    );

    it(
      'lets the partitions of a service that left fall to the others',
      async () => {
        const [one, two] = [await service('one'), await service('two')];
        await both(one.noted, two.noted, () => isShared(one.noted, two.noted));
        await two.channel.close();
        await one.noted.until(() => one.noted.partitions.size === contractPartitions);
        expect(one.noted.partitions.size).toBe(contractPartitions);
      },
      assignedWithinMs,
    );

    it(
      'gives nothing to a cold service while a warm one lives, and its share once it is warm',
      async () => {
        const warm = await service('warm', allOf);
        await warm.noted.until(() => warm.noted.partitions.size === contractPartitions);
        const cold = await service('cold');
        const asked = request(cold.channel.service, 3);
        await cold.noted.until(() => cold.noted.tellings > 0);
        await cold.channel.send(asked);
        await warm.noted.until(() => warm.noted.requests.length > 0);
        expect([warm.noted.requests, cold.noted.requests]).toEqual([[asked], []]);
        expect(cold.noted.partitions.size).toBe(0);
        cold.noted.warm = new Set(allOf);
        await both(warm.noted, cold.noted, () => isShared(warm.noted, cold.noted));
      },
      assignedWithinMs,
    );

    it(
      'gives everything to a cold service once the warm one has left',
      async () => {
        const [warm, cold] = [await service('warm', allOf), await service('cold')];
        await cold.noted.until(() => cold.noted.tellings > 0);
        await warm.channel.close();
        await cold.noted.until(() => cold.noted.partitions.size === contractPartitions);
        expect([...cold.noted.partitions].sort()).toEqual(allOf);
      },
      assignedWithinMs,
    );

    it('is up once it takes part, until it is closed', async () => {
      const outside = await channels.open(`outside-${randomUUID()}`);
      opened.push(outside);
      expect(outside.isUp()).toBe(false);
      const { channel } = await service('inside', allOf);
      expect(channel.isUp()).toBe(true);
      await channel.close();
      expect(channel.isUp()).toBe(false);
    });

    it('takes nothing once it is closed', async () => {
      const { channel } = await service('alone');
      await channel.close();
      const sent = channel.send(request(channel.service, 0));
      await expect(sent).rejects.toMatchObject({ name: ChannelError.name, code: 'closed' });
    });
  });
}

function isShared(one: Noted, two: Noted): boolean {
  const all = new Set([...one.partitions, ...two.partitions]);
  return (
    one.partitions.size > 0 &&
    two.partitions.size > 0 &&
    one.partitions.size + two.partitions.size === contractPartitions &&
    all.size === contractPartitions
  );
}

/** Whoever is told something new looks. */
function both(one: Noted, two: Noted, isMet: () => boolean): Promise<unknown> {
  return Promise.race([one.until(isMet), two.until(isMet)]);
}
