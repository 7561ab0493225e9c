// A target's id is made of what it is for, so that whoever knows scope, metric and period finds it, and a second one of the
// same meets the first. A digest and not the words: a segment may hold any sign, and an id may not.
import { hash } from 'node:crypto';
import { canonicalJson } from '@ledger/ledger';

/** `t-` and 100 bits of the SHA-256 of the canonical JSON of the three. */
export function targetId(scope: string, metric: string, period: string): string {
  return `t-${hash('sha256', canonicalJson({ scope, metric, period })).slice(0, 25)}`;
}
