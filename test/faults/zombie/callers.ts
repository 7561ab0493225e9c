// Callers that send commands over HTTP to whichever command service they find, and what they were told.
import { commandIdOf } from '@ledger/ledger';
import { type Api } from '../../e2e/testing.js';
import { lasting } from '../kafka/office.js';

export const actor = 'user/tester';

export type Sent = {
  readonly ledger: string;
  readonly path: string;
  readonly body: object;
  readonly key: string;
};

/** What a service answered; undefined where it answered nothing. */
export type Answer =
  | { readonly kind: 'recorded'; readonly sequence: number; readonly entries: number }
  | { readonly kind: 'refused' | 'undecided' | 'defect'; readonly code: string };

export type Told = Sent & {
  readonly commandId: string;
  readonly answer: Answer;
  /** Whether it was sent before and nobody knew then what became of it. */
  readonly wasLost: boolean;
};

const answerMsMax = 30_000;
const retryMs = 50;

export function idOf({ ledger, key }: Sent): string {
  const sender = { actor, assurance: 'stated', idempotencyKey: key, correlationId: 'x' } as const;
  return commandIdOf(ledger, sender);
}

/** Sends it once. */
export async function ask(url: string, { ledger, path, body, key }: Sent): Promise<Answer> {
  const answer = await fetch(`${url}/v1/ledgers${ledger === '' ? '' : `/${ledger}`}${path}`, {
    method: 'POST',
    headers: {
      ...{ 'Sales-Ledger-Actor': actor, 'Idempotency-Key': key },
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(answerMsMax),
  });
  const said = (await answer.json()) as { code?: string; sequence?: number; entries?: number };
  if (answer.ok)
    return { kind: 'recorded', sequence: said.sequence ?? 0, entries: said.entries ?? 0 };
  const code = said.code ?? String(answer.status);
  if (answer.status === 503) return { kind: 'undecided', code };
  return { kind: answer.status < 500 ? 'refused' : 'defect', code };
}

export class Callers {
  /** @param services those that take commands */
  constructor(private readonly services: readonly Api[]) {}

  /** Sends it until somebody says what became of it. */
  async persist(sent: Sent): Promise<Told> {
    let wasLost = false;
    for (let attempt = 0; ; attempt += 1) {
      const url = this.services[attempt % this.services.length]?.url ?? '';
      const answer = await ask(url, sent).catch(() => undefined); // the service is gone
      if (answer !== undefined && answer.kind !== 'undecided') {
        return { ...sent, commandId: idOf(sent), answer, wasLost };
      }
      wasLost ||= answer === undefined || answer.code !== 'busy';
      await lasting(retryMs);
    }
  }
}
