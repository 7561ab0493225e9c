// An entry's envelope is written without escaping, so whatever goes into it is checked by pattern first. A value that fails
// here came past an edge or out of a decider: a defect, not a refusal.
import { type Entry, type Event, type SealedSubmission } from '@ledger/ledger';

export const envelopePatterns = {
  ledger: /^[a-z0-9][a-z0-9-]{0,62}$/,
  subject: /^[a-z][a-z0-9-]{0,62}\/[A-Za-z0-9][A-Za-z0-9._~:@-]{0,127}$/,
  actor: /^(user|policy|import)\/[a-z0-9._-]{1,64}$/,
  assurance: /^(stated|key)$/,
  commandId: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  commandHash: /^[A-Za-z0-9_-]{43}$/,
  correlationId: /^[A-Za-z0-9._:@~-]{1,128}$/,
  causationId: /^[A-Za-z0-9._:@~-]{1,128}$/,
  occurredOn: /^\d{4}-\d{2}-\d{2}$/,
} as const;

/** @throws Error */
export function demandEnvelope({
  command,
  next = [],
  commandId,
  commandHash,
  sender,
}: SealedSubmission): void {
  demand('ledger', command.ledger);
  for (const { ledger } of next) {
    if (ledger !== command.ledger) throw new Error(`${ledger} is another ledger`);
  }
  demand('subject', command.subject);
  demand('commandId', commandId);
  demand('commandHash', commandHash);
  demand('actor', sender.actor);
  demand('assurance', sender.assurance);
  demand('correlationId', sender.correlationId);
  if (sender.causationId !== undefined) demand('causationId', sender.causationId);
}

/** @throws Error */
export function demandEvent(event: Event): void {
  demand('subject', event.subject);
  demand('occurredOn', event.occurredOn);
}

const timePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/**
 * Of an entry that another writer made.
 * @throws Error
 */
export function demandEntry(entry: Entry): void {
  demand('ledger', entry.ledger);
  demand('commandId', entry.commandId);
  demand('commandHash', entry.commandHash);
  demand('actor', entry.actor);
  demand('assurance', entry.assurance);
  demand('occurredOn', entry.postedOn);
  demandEvent(entry);
  const { version, time, data }: { version: number; time: string; data: unknown } = entry;
  if (!timePattern.test(time)) throw new Error(`time is malformed: ${JSON.stringify(time)}`);
  if (!Number.isInteger(version) || version < 1) throw new Error(`version is ${version}`);
  if (typeof data !== 'object' || data === null) throw new Error('data is no object');
}

function demand(name: keyof typeof envelopePatterns, value: string): void {
  if (!envelopePatterns[name].test(value))
    throw new Error(`${name} is malformed: ${JSON.stringify(value)}`);
}
