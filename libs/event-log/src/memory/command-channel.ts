// The way between services that live in one process: for tests of what stands on both its ends.
import {
  type ChannelMember,
  type ChannelReply,
  type ChannelRequest,
  type CommandChannel,
  ChannelError,
} from '../command-channel.js';

/** Where channels of one installation meet. */
export function memoryCommandChannels(partitions: number): {
  open(service: string): CommandChannel;
} {
  const members = new Map<string, ChannelMember>();

  function owner(partition: number): ChannelMember | undefined {
    const services = [...members.keys()].sort();
    return members.get(services[partition % services.length] ?? '');
  }

  function assign(): void {
    for (const member of members.values()) {
      const mine = Array.from({ length: partitions }, (_, partition) => partition);
      member.assigned(new Set(mine.filter((partition) => owner(partition) === member)));
    }
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
      close: async () => {
        closed = true;
        members.delete(service);
        assign();
      },
    };
  }
}
