// The way between services that live in one process: for tests of what stands on both its ends.
import {
  type ChannelMember,
  type ChannelReply,
  type ChannelRequest,
  type CommandChannel,
  ChannelError,
} from '../command-channel.js';
import { shareOut } from '../share-out.js';

/** How often services are asked what they have at hand. */
const lookMs = 5;

/** Where channels of one installation meet. */
export function memoryCommandChannels(partitions: number): {
  open(service: string): CommandChannel;
} {
  const members = new Map<string, ChannelMember>();
  let shares: ReadonlyMap<string, readonly number[]> = new Map();
  let warmth = '';
  let looking: NodeJS.Timeout | undefined;

  function owner(partition: number): ChannelMember | undefined {
    const [service = ''] = [...shares].find(([, share]) => share.includes(partition)) ?? [];
    return members.get(service);
  }

  function warmthNow(): string {
    return JSON.stringify([...members].map(([service, one]) => [service, ...one.warm()]));
  }

  function assign(): void {
    warmth = warmthNow();
    const sharers = [...members].map(([service, member]) => ({
      ...{ service, warm: member.warm(), holds: new Set<number>() },
    }));
    shares = shareOut(sharers, partitions);
    for (const [service, share] of shares) members.get(service)?.assigned(new Set(share));
    clearInterval(looking);
    if (members.size === 0) return;
    looking = setInterval(() => {
      if (warmthNow() !== warmth) assign();
    }, lookMs);
  }

  return { open };

  function open(service: string): CommandChannel {
    let closed = false;
    const demandOpen = (): void => {
      if (closed) throw new ChannelError('closed', `the channel of ${service} is closed`);
    };
    return {
      service,
      join: async (member) => {
        demandOpen();
        members.set(service, member);
        assign();
      },
      send: async (request: ChannelRequest) => {
        demandOpen();
        setImmediate(() => owner(request.partition)?.request(request));
      },
      answer: async (replyTo: string, reply: ChannelReply) => {
        demandOpen();
        setImmediate(() => members.get(replyTo)?.reply(reply));
      },
      isUp: () => !closed && members.has(service),
      close: async () => {
        closed = true;
        members.delete(service);
        assign();
      },
    };
  }
}
