// Tailing a log whose entries stand at offsets 1 … n: read what is there, then sleep until an append or the end.
import { type EntryRecord } from '@ledger/ledger';
import { type Position, type TailBatch, type TailOptions, LogError } from './event-log.js';

export const tailLimitDefault = 4_000;
/** A batch ends with the entry that reaches this many bytes. */
export const tailBytesMax = 8 * 1024 * 1024;

export type Offsets = {
  /** Offset of the last durable entry; 0 where there is none. */
  end(): number;
  /** Entries from offset `first` on, at least one, at most `limit`, all durable; bounded by `tailBytesMax`. */
  scan(first: number, limit: number): readonly EntryRecord[];
};

export type OffsetTail = {
  tail(from: Position | undefined, options: TailOptions): AsyncIterable<TailBatch>;
  /** The place after the last durable entry. */
  end(): Position;
  /** There is more to read. */
  wake(): void;
  /** Ends every tail; those that wait end at once. */
  close(): void;
};

export function offsetTail(offsets: Offsets): OffsetTail {
  const waiting = new Set<() => void>();
  let closed = false;

  function wake(): void {
    for (const resume of [...waiting]) resume();
  }

  function sleep(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const resume = (): void => {
        waiting.delete(resume);
        signal.removeEventListener('abort', resume);
        resolve();
      };
      waiting.add(resume);
      signal.addEventListener('abort', resume);
    });
  }

  async function* tail(
    from: Position | undefined,
    options: TailOptions,
  ): AsyncGenerator<TailBatch> {
    if (closed) throw new LogError('closed', 'the log is closed', 'not-appended', false);
    const { signal, limit = tailLimitDefault } = options;
    let offset = offsetOf(from, offsets.end());
    const last = options.toEnd === true ? offsets.end() : Infinity;
    while (!signal.aborted && !closed && offset < last) {
      if (offset === offsets.end()) {
        await sleep(signal);
        continue;
      }
      const entries = offsets.scan(offset + 1, limit);
      offset += entries.length;
      yield { entries, position: String(offset) };
      // Who catches up with a long log must not keep timers and sockets waiting.
      if (offset < offsets.end()) await new Promise(setImmediate);
    }
  }

  return {
    tail,
    end: () => String(offsets.end()),
    wake,
    close: () => {
      closed = true;
      wake();
    },
  };
}

function offsetOf(position: Position | undefined, end: number): number {
  if (position === undefined) return 0;
  const offset = /^\d{1,15}$/.test(position) ? Number(position) : Infinity;
  if (offset > end) {
    const message = `position ${position} is past the end of the log, ${end}: it comes from another log`;
    throw new LogError('corrupt', message, 'not-appended', false);
  }
  return offset;
}
