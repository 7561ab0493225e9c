// The wire form of server-sent events (WHATWG HTML §9.2). A payload is one line of JSON, so it is one `data` line.

export type ServerEvent = {
  readonly event: string;
  readonly id: number;
  readonly data: Uint8Array | string;
};

/** Told to a client at once: that it is connected, and how soon it may come back. */
export const opening = Buffer.from(': open\nretry: 2000\n\n');
/** A comment; says to both sides and all between that the connection lives. */
export const heartbeat = Buffer.from(':\n\n');

const eventEnd = Buffer.from('\n\n');

export function eventBytes(events: readonly ServerEvent[]): Buffer {
  return Buffer.concat(
    events.flatMap(({ event, id, data }) => [
      Buffer.from(`id: ${id}\nevent: ${event}\ndata: `),
      typeof data === 'string' ? Buffer.from(data) : data,
      eventEnd,
    ]),
  );
}
