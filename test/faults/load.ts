// Callers of a whole installation over HTTP, and what they were told: for specs that take its servers away under load.
import { type Acknowledgement, type Api, headersOf } from '../e2e/testing.js';

/** The process answers after 30 s at the latest, up to a second late; the rest is what a busy machine adds. */
const answerMsMax = 35_000;
const retryMs = 50;
/** Between an answer and the next question: many callers, and not all that the machine can do, which what they watch needs, too. */
const paceMs = 25;

export type Places = { readonly commands: readonly Api[]; readonly queries: readonly Api[] };

type Recorded = Acknowledgement & { readonly subject: string };

export class Load {
  /** By key: what was acknowledged. */
  readonly acknowledged = new Map<string, Recorded>();
  readonly refused = new Set<string>();
  /** Keys of commands of which it was said that nobody knows, or nothing. */
  readonly unknown = new Set<string>();
  /** What no caller may ever see, one sentence each. */
  readonly faults: string[] = [];
  /** How often each code was told by whom. */
  readonly told = new Map<string, number>();
  private isOver = false;
  private sent = 0;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly places: Places,
    private readonly salesperson: string,
    private readonly callers = 8,
  ) {}

  start(): void {
    const { commands, queries } = this.places;
    this.isOver = false;
    this.running = Promise.all([
      ...Array.from({ length: this.callers }, (_, n) => this.call(at(commands, n))),
      ...Array.from({ length: 2 }, (_, n) => this.ask(at(queries, n))),
    ]);
  }

  /** Resolves when every answer has come. */
  async stop(): Promise<void> {
    this.isOver = true;
    await this.running;
  }

  /** Asks again about all that was not answered. */
  async settleAll(msMax: number): Promise<void> {
    for (const key of [...this.unknown]) await this.settle(key, msMax);
  }

  /** Sends the same command until it is answered. */
  async settle(key: string, msMax: number): Promise<void> {
    for (const until = performance.now() + msMax; ; await lasting(retryMs)) {
      this.unknown.delete(key);
      await this.send(at(this.places.commands, key.length), key);
      if (this.acknowledged.has(key) || this.refused.has(key)) return;
      if (performance.now() > until) throw new Error(`${key} is not answered after ${msMax} ms`);
    }
  }

  private async call(api: Api): Promise<void> {
    while (!this.isOver) {
      const key = `k-${(this.sent += 1)}`;
      await this.send(api, key);
      await lasting(this.unknown.has(key) ? retryMs : paceMs);
    }
  }

  /** Every tenth is of a salesperson that there is not. */
  private async send(api: Api, key: string): Promise<void> {
    const salesperson = key.endsWith('0') ? 'nobody' : this.salesperson;
    const body = JSON.stringify({ deal: key, salesperson, openedOn: '2026-03-01' });
    const headers = { ...headersOf(key), 'Content-Type': 'application/json' };
    const answer = await this.answerOf(`${api.url}/v1/ledgers/acme/deals`, {
      method: 'POST',
      ...{ headers, body },
    });
    if (answer?.ok === true) {
      const recorded = (await answer.json()) as Recorded; // the API's own type
      const before = this.acknowledged.get(key);
      if (before !== undefined && before.sequence !== recorded.sequence) {
        this.faults.push(`${key} was at ${before.sequence} and is at ${recorded.sequence}`);
      }
      this.acknowledged.set(key, recorded);
    } else if (answer !== undefined && answer.status < 500) this.refused.add(key);
    else this.unknown.add(key);
  }

  private async ask(api: Api): Promise<void> {
    const paths = ['/acme/leaderboards/sales-amount?period=2026-Q1', '/acme/deals?limit=5', ''];
    for (let n = 0; !this.isOver; n += 1) {
      const answer = await this.answerOf(`${api.url}/v1/ledgers${at(paths, n)}`, {});
      await lasting(answer?.status === 503 ? retryMs : paceMs);
      if (answer !== undefined && answer.status !== 200 && answer.status !== 503) {
        this.faults.push(`${at(paths, n)} was answered ${answer.status}`);
      }
    }
  }

  /** Undefined where none came. */
  private async answerOf(url: string, request: RequestInit): Promise<Response | undefined> {
    const { pathname } = new URL(url);
    try {
      const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(answerMsMax) });
      if (answer.status < 500) return answer;
      const code = `${answer.status} ${((await answer.json()) as { code: string }).code}`;
      this.told.set(code, (this.told.get(code) ?? 0) + 1);
      const isMeant = answer.status === 503 && Number(answer.headers.get('retry-after')) > 0;
      if (!isMeant) this.faults.push(`${pathname} was answered ${code}`);
      return answer;
    } catch (error) {
      this.faults.push(`${pathname} was not answered: ${String(error)}`);
      return undefined;
    }
  }
}

function at<T>(list: readonly T[], n: number): T {
  const found = list[n % list.length];
  if (found === undefined) throw new Error('there is none');
  return found;
}

export function lasting(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
