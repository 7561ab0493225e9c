// An entry's envelope is written without escaping, so whatever goes into it is checked by pattern first. A value that fails
// here came past an edge or out of a decider: a defect, not a refusal.
import { type Event, type SealedSubmission } from '@ledger/ledger';

const ledgerPattern = /^[a-z0-9][a-z0-9-]{0,62}$/;
const subjectPattern = /^[a-z][a-z0-9-]{0,62}\/[A-Za-z0-9][A-Za-z0-9._~:@-]{0,127}$/;
const actorPattern = /^(user|policy|import)\/[a-z0-9._-]{1,64}$/;
const commandIdPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const hashPattern = /^[A-Za-z0-9_-]{43}$/;
const correlationPattern = /^[A-Za-z0-9._:@~-]{1,128}$/;
const datePattern = /^\d{4}-\d{2}-\d{2}$/;

/** @throws Error */
export function demandEnvelope({
  command,
  next = [],
  commandId,
  commandHash,
  sender,
}: SealedSubmission): void {
  demand('ledger', command.ledger, ledgerPattern);
  for (const { ledger } of next) {
    if (ledger !== command.ledger) throw new Error(`${ledger} is another ledger`);
  }
  demand('subject', command.subject, subjectPattern);
  demand('commandId', commandId, commandIdPattern);
  demand('commandHash', commandHash, hashPattern);
  demand('actor', sender.actor, actorPattern);
  demand('assurance', sender.assurance, /^(stated|key)$/);
  demand('correlationId', sender.correlationId, correlationPattern);
  if (sender.causationId !== undefined)
    demand('causationId', sender.causationId, correlationPattern);
}

/** @throws Error */
export function demandEvent(event: Event): void {
  demand('subject', event.subject, subjectPattern);
  demand('occurredOn', event.occurredOn, datePattern);
}

function demand(name: string, value: string, pattern: RegExp): void {
  if (!pattern.test(value)) throw new Error(`${name} is malformed: ${JSON.stringify(value)}`);
}
