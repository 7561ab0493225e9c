// What a process reaches beside itself, each asked whether it answers: for a supervisor, and for Prometheus.
import { type Runtime } from '../runtime.js';
import { type Status, answerOf } from './answer-of.js';

export const dependencies = ['channel', 'log', 'readStore', 'keyStore'] as const;

/** The channel is there only where services share the commands, and told by those that decide some. */
export type Dependencies = { readonly channel?: Status } & {
  readonly [name in Exclude<(typeof dependencies)[number], 'channel'>]: Status;
};

export async function dependenciesOf(runtime: Runtime): Promise<Dependencies> {
  const { channel, log, readStore, keys } = runtime.parts;
  const [logIs, storeIs, keysAre] = await Promise.all([
    answerOf(log.ledgers()),
    answerOf(readStore.getMeta('health')),
    answerOf(keys.ledgerKey('health')),
  ]);
  const takesPart = channel !== undefined && runtime.has('command');
  return {
    ...(takesPart ? { channel: upIf(channel.isUp()) } : {}),
    log: logIs.status,
    readStore: storeIs.status,
    keyStore: keysAre.status,
  };
}

export const upIf = (isUp: boolean): Status => (isUp ? 'up' : 'down');
