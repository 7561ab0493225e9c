// Reads from the headers who sends a command and under which conditions, before its body is read.
import { type IncomingHttpHeaders } from 'node:http';
import { type Sender } from '@ledger/ledger';
import { type Caller } from '../security/api-keys.js';
import { EdgeProblem } from './edge-problem.js';

export const keyPattern = /^[\x21-\x7e]{1,255}$/;
export const actorPattern = /^user\/[a-z0-9-]{1,64}$/;
const reservedActorPattern = /^(policy|import)\//;
export const versionPattern = /^"([1-9]\d{0,9})"$/;
const correlationPattern = /^[A-Za-z0-9._-]{1,64}$/;
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** @throws EdgeProblem */
export function senderOf(
  headers: IncomingHttpHeaders,
  correlationId: string,
  caller: Caller,
): Sender {
  const idempotencyKey = keyIn(headers['idempotency-key']);
  const actor = caller.actor ?? actorIn(headers['sales-ledger-actor']);
  const expectedVersion = expectedVersionIn(headers['if-match'], headers['if-none-match']);
  const sender = { actor, assurance: caller.assurance, idempotencyKey, correlationId };
  return expectedVersion === undefined ? sender : { ...sender, expectedVersion };
}

/** The caller's correlation id, or `made`. @throws EdgeProblem */
export function correlationIdOf(headers: IncomingHttpHeaders, made: string): string {
  const given = headers['x-correlation-id'];
  if (given === undefined) return made;
  if (typeof given === 'string' && correlationPattern.test(given)) return given;
  throw new EdgeProblem('correlation-id-malformed');
}

/** Ids from paths end up in subjects of entries, so each must be one. @throws EdgeProblem */
export function demandIds(parameters: unknown): void {
  if (typeof parameters !== 'object' || parameters === null) return;
  for (const [parameter, id] of Object.entries(parameters)) {
    if (typeof id !== 'string' || !idPattern.test(id))
      throw new EdgeProblem('id-invalid', { parameter });
  }
}

function keyIn(header: string | readonly string[] | undefined): string {
  if (header === undefined || header === '') throw new EdgeProblem('idempotency-key-missing');
  if (typeof header === 'string' && keyPattern.test(header)) return header;
  throw new EdgeProblem('idempotency-key-malformed');
}

function actorIn(header: string | readonly string[] | undefined): string {
  if (header === undefined || header === '') throw new EdgeProblem('actor-missing');
  if (typeof header !== 'string') throw new EdgeProblem('actor-malformed');
  if (reservedActorPattern.test(header)) throw new EdgeProblem('actor-reserved');
  if (!actorPattern.test(header)) throw new EdgeProblem('actor-malformed');
  return header;
}

function expectedVersionIn(
  match: string | undefined,
  noneMatch: string | undefined,
): number | undefined {
  if (match === undefined && noneMatch === undefined) return undefined;
  if (match !== undefined && noneMatch !== undefined)
    throw new EdgeProblem('preconditions-contradict');
  if (match === undefined) {
    if (noneMatch !== '*') throw new EdgeProblem('if-none-match-malformed');
    return 0;
  }
  const version = versionPattern.exec(match)?.[1];
  if (version === undefined) throw new EdgeProblem('if-match-malformed');
  return Number(version);
}
