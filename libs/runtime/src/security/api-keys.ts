// Who calls, told from the key that a request carries (RFC 6750, Authorization: Bearer).
import { timingSafeEqual } from 'node:crypto';
import { type Assurance } from '@ledger/ledger';
import { EdgeProblem } from '../http/edge-problem.js';
import { type ApiKey, hashOfKey } from './api-key.js';

export type Caller = {
  /** Absent: the caller states it. */
  readonly actor?: string;
  readonly assurance: Assurance;
};

/** Somebody may have configured the hash of a word: nothing that short is taken for a key. */
const keyLengthMin = 32;
const bearerPattern = /^bearer +(\S+)$/i;

export class ApiKeys {
  private readonly known: readonly { readonly hash: Buffer; readonly caller: Caller }[];

  /** @param keys at least one */
  constructor(keys: readonly ApiKey[], ownKey: string) {
    const theirs = keys.map(({ hash, actor }) => {
      const caller: Caller = { actor, assurance: 'key' };
      return { hash, caller };
    });
    const own: Caller = { assurance: 'stated' };
    this.known = [...theirs, { hash: hashOfKey(ownKey), caller: own }];
  }

  /** @throws EdgeProblem where there is no key or one that nobody has */
  callerOf(authorization: string | undefined): Caller {
    const key = bearerPattern.exec(authorization ?? '')?.[1];
    if (key === undefined) throw new EdgeProblem('api-key-missing');
    const given = hashOfKey(key);
    let found: Caller | undefined;
    // All of them, each in constant time: how long it takes tells nothing about any.
    for (const { hash, caller } of this.known) if (timingSafeEqual(hash, given)) found = caller;
    if (found === undefined || key.length < keyLengthMin) throw new EdgeProblem('api-key-unknown');
    return found;
  }
}
