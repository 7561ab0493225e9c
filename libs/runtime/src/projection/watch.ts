// Waiting for what commits bring about, without asking again and again; and the other way round: waiting until anybody does.

export type Outcome = 'met' | 'too-late' | 'closed';

export class Watch {
  private readonly waiting = new Set<() => void>();
  private readonly resting = new Set<() => void>();
  private closed = false;

  /** Something changed: everybody who waits looks again. */
  notify(): void {
    for (const look of [...this.waiting]) look();
  }

  /** @param timeoutMs how long to wait; for ever, if not given */
  until(isMet: () => boolean, timeoutMs?: number): Promise<Outcome> {
    if (isMet()) return Promise.resolve('met');
    return new Promise((resolve) => {
      const end = (outcome: Outcome): void => {
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(outcome);
      };
      const look = (): void => {
        if (isMet()) end('met');
        else if (this.closed) end('closed');
      };
      const timer =
        timeoutMs === undefined ? undefined : setTimeout(() => end('too-late'), timeoutMs);
      this.waiting.add(look);
      for (const rise of [...this.resting]) rise();
      look();
    });
  }

  /** Resolves as soon as somebody waits, after `timeoutMs` at the latest, or when `signal` is aborted. */
  rest(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (this.waiting.size > 0 || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const rise = (): void => {
        clearTimeout(timer);
        this.resting.delete(rise);
        signal.removeEventListener('abort', rise);
        resolve();
      };
      const timer = setTimeout(rise, timeoutMs);
      this.resting.add(rise);
      signal.addEventListener('abort', rise);
    });
  }

  /** Lets everybody go, now and later. */
  close(): void {
    this.closed = true;
    this.notify();
  }
}
