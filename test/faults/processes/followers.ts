// Those who look on while services are killed: a subscriber of every ledger, and a reader of what read models show.
import { type Api } from '../../e2e/testing.js';
import { until } from '../acme.js';
import { lasting } from '../kafka/office.js';

const retryMs = 100;
const lookMs = 250;

/** An entry as it came: its id, and its bytes as text. */
type Event = { readonly id: number; readonly data: string };

export class Subscriber {
  /** Entries in the order in which they came, without repeats. */
  readonly seen: string[] = [];
  /** What may never be: an entry before the one that it follows, or another one at the same place. */
  readonly faults: string[] = [];
  /** Event streams that it had. */
  looks = 0;
  private readonly over = new AbortController();
  private readonly following: Promise<void>;

  constructor(
    readonly ledger: string,
    private readonly services: () => readonly Api[],
  ) {
    this.following = this.follow();
  }

  /** Resolves when it has seen so many. */
  reached(count: number): Promise<void> {
    return until(`${this.ledger} is followed to ${count}`, () => this.seen.length >= count);
  }

  async end(): Promise<void> {
    this.over.abort();
    await this.following;
  }

  private async follow(): Promise<void> {
    const { signal } = this.over;
    for (let turn = 0; !signal.aborted; turn += 1) {
      const services = this.services();
      await this.listen(services[turn % services.length]?.url ?? '').catch(() => undefined);
      if (!signal.aborted) await lasting(retryMs);
    }
  }

  private async listen(url: string): Promise<void> {
    // The last one again, so that what comes once more is held against what came.
    const last = this.seen.length - 1;
    const answer = await fetch(`${url}/v1/ledgers/${this.ledger}/entries/stream`, {
      headers: last < 1 ? {} : { 'Last-Event-ID': String(last) },
      signal: this.over.signal,
    });
    if (!answer.ok) return;
    this.looks += 1;
    let rest = '';
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const parts = (rest + chunk).split('\n\n');
      rest = parts.pop() ?? '';
      for (const event of parts.flatMap(eventsIn)) this.take(event);
    }
  }

  private take({ id, data }: Event): void {
    const before = this.seen[id - 1];
    if (before === undefined && id === this.seen.length + 1) this.seen.push(data);
    else if (before === undefined) {
      this.faults.push(`${this.ledger}: ${id} came after ${this.seen.length}`);
    } else if (before !== data) this.faults.push(`${this.ledger}: ${id} came twice and differs`);
  }
}

function eventsIn(part: string): readonly Event[] {
  const [, id] = /^id: ?(\d+)$/m.exec(part) ?? [];
  const [, data] = /^data: ?(.*)$/m.exec(part) ?? [];
  return id === undefined || data === undefined ? [] : [{ id: Number(id), data }];
}

type Board = { readonly truth?: { readonly sequence: number } };

/** Asks one read model again and again, now here, now there: what it shows never goes back. */
export class Onlooker {
  readonly faults: string[] = [];
  looks = 0;
  private isOver = false;
  private readonly looking: Promise<void>;

  constructor(
    private readonly ledger: string,
    private readonly services: () => readonly Api[],
  ) {
    this.looking = this.look();
  }

  async end(): Promise<void> {
    this.isOver = true;
    await this.looking;
  }

  private async look(): Promise<void> {
    for (let [turn, shown] = [0, 0]; !this.isOver; turn += 1) {
      const services = this.services();
      const { truth } = await this.ask(services[turn % services.length]);
      if (truth !== undefined) {
        const { sequence } = truth;
        this.looks += 1;
        if (sequence < shown) this.faults.push(`${this.ledger}: shows ${sequence} after ${shown}`);
        shown = sequence;
      }
      await lasting(lookMs);
    }
  }

  /** Nothing where the service is gone, or not ready. */
  private async ask(api: Api | undefined): Promise<Board> {
    const path = `/${this.ledger}/leaderboards/sales-amount?period=2026-Q1`;
    const answer = await api?.get(path).catch(() => ({}));
    return answer ?? {}; // the API's own type, or a problem without a truth
  }
}
