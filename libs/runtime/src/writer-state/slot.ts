// What the writer remembers: states with their place in the ledger, and where each ledger ends.
import { firstPrevHash } from '@ledger/ledger';

/** The state of a subject or a guard. */
export type Slot = {
  readonly state: unknown;
  /** The subject's version; 0 for guards. */
  readonly version: number;
  /** Of the last entry that is in the state, so that a replay skips what it has seen. */
  readonly sequence: number;
};

/** Where a ledger ends. */
export type Head = {
  readonly sequence: number;
  /** Leaf hash of the last entry: the `prevhash` of the next one. */
  readonly prevHash: string;
  /** ISO instant of the last entry; empty before the first. */
  readonly time: string;
};

export const emptyHead: Head = { sequence: 0, prevHash: firstPrevHash, time: '' };

/** Ledger ids hold no slash, so a key belongs to one ledger only. */
export function slotKey(ledger: string, key: string): string {
  return `${ledger}/${key}`;
}

export function commandKey(ledger: string, commandId: string): string {
  return `${ledger}/${commandId}`;
}

/** States, commands and heads as some point of the ledger left them. */
export type StateView = {
  slot(key: string): Slot | undefined;
  command(key: string): number | undefined;
  head(ledger: string): Head;
};
