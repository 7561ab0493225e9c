// Which partition a ledger is in. Our own hash, so that clients' defaults can't move a ledger to another one.
import { hash } from 'node:crypto';

/** Stands in the topic's genesis record; another way to count would need another name, and a new topic. */
export const partitionHash = 'sha256-uint32be';

/** The first four bytes of SHA-256 over the ledger id's UTF-8, as a big-endian number, modulo the number of partitions. */
export function partitionOf(ledger: string, partitions: number): number {
  return Number.parseInt(hash('sha256', ledger, 'hex').slice(0, 8), 16) % partitions;
}
