// The port of the way between services: a command goes to whoever owns its ledger's partition, and the answer comes back.
// Nothing here is a record: what gets lost on the way is asked again by the command's own key.

/** What one message may hold; the largest command is smaller. */
export const channelBytesMax = 900_000;

export type ChannelRequest = {
  readonly id: string;
  readonly partition: number;
  /** The service that waits for the answer. */
  readonly replyTo: string;
  /** Nobody waits after this moment (ms since 1970), so nobody begins then. */
  readonly untilMs: number;
  /** At most `channelBytesMax` in UTF-8. */
  readonly body: string;
};

export type ChannelReply = { readonly id: string; readonly body: string };

/** What a service does with what comes in. Each returns at once; what takes long is begun there and ends elsewhere. */
export type ChannelMember = {
  /** All partitions whose requests come to this service from now on: a hint, not a right. */
  assigned(partitions: ReadonlySet<number>): void;
  request(request: ChannelRequest): void;
  reply(reply: ChannelReply): void;
  /**
   * Partitions whose state this service has at hand, asked now and then. One of another service's is given to it only
   * where no service has that one's at hand; once it has more, the partitions are shared out anew.
   */
  warm(): ReadonlySet<number>;
};

export type CommandChannel = {
  /** The name of this service, one of its own in each process: what others put into `replyTo`. */
  readonly service: string;

  /** Takes part: resolves once replies reach this service. Partitions are assigned later, and again at any time. */
  join(member: ChannelMember): Promise<void>;

  /**
   * Hands a request to whoever the partition is assigned to, this service itself included. At most once.
   * @throws ChannelError where it was certainly not handed over, or nobody knows
   */
  send(request: ChannelRequest): Promise<void>;

  /** Whether requests and replies reach this service, as far as it knows; false until it takes part. */
  isUp(): boolean;

  /** @throws ChannelError; the one who waits learns nothing then and asks again */
  answer(replyTo: string, reply: ChannelReply): Promise<void>;

  /** Takes part no more: its partitions fall to others. */
  close(): Promise<void>;
};

/** The channel could not do it. */
export class ChannelError extends Error {
  constructor(
    readonly code: 'io' | 'closed',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ChannelError';
  }
}
