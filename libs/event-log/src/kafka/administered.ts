// Makes topics ready at a start. While a broker has just gone the others still name it, and what is asked of it fails: that
// passes as soon as they have noticed, and is no reason to end a start.
import { type Admin } from 'kafkajs';
import { type Client, type Cluster, killableClient } from './client.js';
import { within } from './deadline.js';
import { readFailure } from './failure.js';
import { type KafkaConnection, type KafkaLimits } from './settings.js';

type Asked = {
  readonly connection: KafkaConnection;
  readonly limits: KafkaLimits;
  /** What a failure begins with. */
  readonly what: string;
};

export type Administering = {
  readonly client: Client;
  readonly admin: Admin;
  /** The admin's. */
  readonly cluster: Cluster;
};

const startMsMax = 20_000;
/** Kafka notices within 9 s by default that a broker is gone. */
const noticedMsMax = 12_000;
const pauseMs = 250;

/**
 * @param work is safe to do again, with another client
 * @throws LogError `misconfigured` as `work` does, else `io`; at once where no broker is to be had at all
 */
export async function administered<T>(
  { connection, limits, what }: Asked,
  work: (administering: Administering) => Promise<T>,
): Promise<T> {
  const begunMs = performance.now();
  for (;;) {
    const client = killableClient(connection, limits);
    let isConnected = false;
    const attempt = async (): Promise<T> => {
      const admin = client.kafka.admin();
      await admin.connect();
      isConnected = true;
      const [cluster] = client.clusters;
      if (cluster === undefined) throw new Error('kafkajs made no cluster for its admin');
      return work({ client, admin, cluster });
    };
    const leftMs = (): number => begunMs + startMsMax - performance.now();
    try {
      return await within(leftMs(), what, Promise.race([attempt(), client.distrusted]));
    } catch (error) {
      const isLate = performance.now() - begunMs > noticedMsMax;
      if (!isConnected || isLate || !passes(error)) throw readFailure(what, error);
    } finally {
      client.kill();
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** Whatever it is wrapped in. */
function passes(error: unknown): boolean {
  if (!(error instanceof Object)) return false;
  if (Reflect.get(error, 'retriable') === true) return true;
  return passes(Reflect.get(error, 'cause'));
}
