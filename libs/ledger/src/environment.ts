// Clock and randomness, injected once, so that tests and the demo can be repeated to the byte.
import { randomBytes } from 'node:crypto';

export type Environment = {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
  randomBytes(size: number): Buffer;
};

export const realEnvironment: Environment = { now: () => Date.now(), randomBytes };

/** The same clock for what Nest injects: an edge states the moment, so that what answers or decides is a function of it. */
export abstract class Clock {
  /** ISO instant. */
  abstract now(): string;
}
