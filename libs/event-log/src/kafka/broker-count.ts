// How many brokers a cluster has. Where none of them answers in time kafkajs has null and takes it apart: that is no defect of
// ours to end a start with, but a broker that is busy.
import { type Admin } from 'kafkajs';
import { DeadlineError } from './deadline.js';

const pauseMs = 100;

/** @throws DeadlineError where no broker answered for so long; else what kafkajs throws */
export async function brokerCount(
  admin: Pick<Admin, 'describeCluster'>,
  waitMsMax: number,
): Promise<number> {
  for (const until = performance.now() + waitMsMax; ;) {
    try {
      return (await admin.describeCluster()).brokers.length;
    } catch (error) {
      if (!isOfNull(error)) throw error;
      if (performance.now() > until)
        throw new DeadlineError('asking which brokers there are', waitMsMax);
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** By its name: kafkajs may have been loaded in another context than this file. */
function isOfNull(error: unknown): boolean {
  return error instanceof Object && Reflect.get(error, 'name') === 'TypeError';
}
