// MongoDB's errors as the read store tells them.
import { faultOf } from '@ledger/mongodb';
import { StoreError } from '../read-store.js';

/** @throws StoreError where MongoDB could not do it; whatever else `work` throws */
export async function told<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) throw error;
    const message = `the read store in MongoDB could not ${doing}: ${fault.message}`;
    throw new StoreError(fault.code, message, fault.retriable, { cause: error });
  }
}
