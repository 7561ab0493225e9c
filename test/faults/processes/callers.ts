// Callers that send commands over HTTP to whichever command service they find, and what they were told.
import { commandIdOf } from '@ledger/ledger';
import { type Api } from '../../e2e/testing.js';
import { lasting } from '../kafka/office.js';
import { type Asked, asked } from './asked.js';

export const actor = 'user/tester';

export type Sent = {
  readonly ledger: string;
  /** Empty where the ledger itself is opened. */
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

/** What is told for certain although nothing is decided; whoever hears it need not ask again. */
export const notRecorded = 'not-recorded';

const answerMsMax = 30_000;
const retryMs = 50;

export function idOf({ ledger, key }: Sent): string {
  const sender = { actor, assurance: 'stated', idempotencyKey: key, correlationId: 'x' } as const;
  return commandIdOf(ledger, sender);
}

/** Sends it once. */
export async function ask(url: string, { ledger, path, body, key }: Sent): Promise<Answer> {
  const answer = await fetch(`${url}/v1/ledgers${path === '' ? '' : `/${ledger}${path}`}`, {
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

/** Who waits for the first answers to commands that were sent after a moment. */
type Waiting = { readonly sinceMs: number; readonly missing: Set<string>; resolve(): void };

export class Callers {
  readonly told: Told[] = [];
  /** What else services said, by code and how often. */
  readonly undecided = new Map<string, number>();
  /** What was said last of each ledger. */
  private readonly heard = new Map<string, string>();
  private isOver = false;
  private turn = 0;
  private waiting: Waiting | undefined;
  private readonly calling: Promise<void>[] = [];

  /** @param services those that take commands, at any time */
  constructor(private readonly services: () => readonly Api[]) {}

  /** So many at each ledger. */
  begin(ledgers: readonly string[], count: number, pauseMs: number): void {
    for (const ledger of ledgers) {
      for (let caller = 0; caller < count; caller += 1) {
        this.calling.push(this.call(ledger, asked(caller), pauseMs));
      }
    }
  }

  /** Resolves when everybody is answered. */
  async end(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.calling);
  }

  /**
   * Waits until each of the ledgers has recorded a command that was first sent after this moment.
   * @returns milliseconds from then to the last ledger's first such answer
   * @throws Error where that takes too long
   */
  async answeredSince(
    sinceMs: number,
    { ledgers, waitMsMax }: { readonly ledgers: readonly string[]; readonly waitMsMax: number },
  ): Promise<number> {
    const missing = new Set(ledgers);
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      this.waiting = { sinceMs, missing, resolve };
      const fail = (): void => {
        const heard = [...missing].map((ledger) => `${ledger} (${this.heard.get(ledger)})`);
        reject(new Error(`no command of ${heard.join(', ')} is recorded in ${waitMsMax} ms`));
      };
      timer = setTimeout(fail, waitMsMax);
    }).finally(() => clearTimeout(timer));
    return performance.now() - sinceMs;
  }

  /**
   * Sends it until somebody decides it.
   * @param isContent whether it is also enough to know that it is not recorded
   */
  async persist(sent: Sent, isContent = false): Promise<Told> {
    for (let wasLost = false; ; await lasting(retryMs)) {
      const answer = await this.attempt(sent);
      const isSure = answer?.kind === 'undecided' && answer.code === notRecorded;
      const isEnough = isContent && isSure && !wasLost;
      if (isEnough || (answer !== undefined && answer.kind !== 'undecided')) {
        return { ...sent, commandId: idOf(sent), answer, wasLost };
      }
      wasLost ||= answer === undefined || (!isSure && answer.code !== 'busy');
    }
  }

  private async call(ledger: string, commands: Asked, pauseMs: number): Promise<void> {
    for (let next = commands.next(); next.done !== true && !this.isOver;) {
      const sentMs = performance.now();
      const told = await this.persist({ ledger, ...next.value }, true);
      this.told.push(told);
      const isRecorded = told.answer.kind === 'recorded';
      if (isRecorded) this.look(ledger, sentMs);
      next = commands.next(isRecorded);
      await lasting(pauseMs);
    }
  }

  private look(ledger: string, sentMs: number): void {
    const { waiting } = this;
    if (waiting === undefined || sentMs < waiting.sinceMs) return;
    waiting.missing.delete(ledger);
    if (waiting.missing.size === 0) waiting.resolve();
  }

  private async attempt(sent: Sent): Promise<Answer | undefined> {
    const services = this.services();
    const url = services[(this.turn += 1) % services.length]?.url ?? '';
    const answer = await ask(url, sent).catch(() => undefined); // the service is gone
    const said = answer?.kind === 'recorded' ? answer.kind : (answer?.code ?? 'connection lost');
    this.heard.set(sent.ledger, said);
    if (answer === undefined || answer.kind === 'undecided') {
      this.undecided.set(said, (this.undecided.get(said) ?? 0) + 1);
    }
    return answer;
  }
}
