// Tells streams that a ledger has grown. One tail of the log for all of them, and only while there are any: what is new
// they read from the log themselves, each at its own pace.
import { type EventLog } from '@ledger/event-log';

/** Rings for one ledger and one listener. */
export type Bell = {
  /** At once where the ledger has grown since the last time, else when it grows or who listens goes. */
  rung(): Promise<void>;
  close(): void;
};

type Listener = { ring(): void; fail(error: unknown): void };

/** One partition being followed, from its end at that time on. */
type Following = { readonly ending: AbortController; readonly begun: Promise<void> };

export class News {
  private readonly listeners = new Map<string, Set<Listener>>();
  private following: Following | undefined;

  constructor(private readonly log: EventLog) {}

  /**
   * Whatever is appended once this has resolved will ring.
   * @param signal aborted when who listens goes
   */
  async follow(ledger: string, signal: AbortSignal): Promise<Bell> {
    const { bell, listener } = bellOf(signal, () => this.forget(ledger, listener));
    const own = this.listeners.get(ledger);
    if (own === undefined) this.listeners.set(ledger, new Set([listener]));
    else own.add(listener);
    try {
      await (this.following ??= this.begin()).begun;
    } catch (error) {
      bell.close();
      throw error;
    }
    return bell;
  }

  private begin(): Following {
    const ending = new AbortController();
    const ends = allPartitions(this.log).map(async (partition) => {
      const position = await this.log.end(partition);
      void this.tell(this.log.tail(partition, position, { signal: ending.signal }), ending);
    });
    return { ending, begun: Promise.all(ends).then(() => undefined) };
  }

  /** Never rejects: who listens is told, and the next one to come begins anew. */
  private async tell(tail: ReturnType<EventLog['tail']>, ending: AbortController): Promise<void> {
    try {
      for await (const { entries } of tail) {
        for (const ledger of new Set(entries.map((entry) => entry.ledger))) {
          for (const listener of this.listeners.get(ledger) ?? []) listener.ring();
        }
      }
    } catch (error) {
      ending.abort();
      this.following = undefined;
      for (const listener of [...this.listeners.values()].flatMap((own) => [...own])) {
        listener.fail(error);
      }
    }
  }

  private forget(ledger: string, listener: Listener): void {
    const own = this.listeners.get(ledger);
    own?.delete(listener);
    if (own?.size === 0) this.listeners.delete(ledger);
    if (this.listeners.size > 0) return;
    this.following?.ending.abort();
    this.following = undefined;
  }
}

function allPartitions({ partitions }: EventLog): readonly number[] {
  return Array.from({ length: partitions }, (_, partition) => partition);
}

function bellOf(
  signal: AbortSignal,
  forget: () => void,
): { readonly bell: Bell; readonly listener: Listener } {
  let hasRung = false;
  let failure: { readonly error: unknown } | undefined;
  let wake = (): void => undefined;
  const onAbort = (): void => wake();
  signal.addEventListener('abort', onAbort);
  const rung = async (): Promise<void> => {
    if (!hasRung && failure === undefined && !signal.aborted) {
      await new Promise<void>((resolve) => (wake = resolve));
    }
    hasRung = false;
    if (failure !== undefined) throw failure.error;
  };
  const close = (): void => {
    signal.removeEventListener('abort', onAbort);
    forget();
  };
  const listener: Listener = {
    ring: () => {
      hasRung = true;
      wake();
    },
    fail: (error) => {
      failure = { error };
      wake();
    },
  };
  return { bell: { rung, close }, listener };
}
