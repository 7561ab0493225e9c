// What a person or a program reads: tables or JSON on standard output, progress on standard error.
import Table from 'cli-table3';
import { SingleBar } from 'cli-progress';

/** A plain table without colours or frames, wide characters counted as two columns. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const none = {
    ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
    ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
    ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '' },
    middle: '  ',
  };
  const drawn = new Table({
    head: [...head],
    chars: none,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows) drawn.push([...row]);
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, 2));
}

export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

export type Progress = {
  /** `text` gets rate (per second) and seconds left: those that were told, or as it went since the start. */
  show(done: number, total: number, told?: { readonly rate: number; readonly left: number }): void;
  end(): void;
};

/** A bar on a terminal, nothing elsewhere: logs of a batch job stay short. */
export function progressOf(
  text: (numbers: { done: number; total: number; rate: number; left: number }) => string,
  startedMs = Date.now(),
): Progress {
  if (!process.stderr.isTTY) return { show: () => undefined, end: () => undefined };
  let known: { readonly rate: number; readonly left: number } | undefined;
  const bar = new SingleBar({
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
    format: (_, { value, total }) => {
      const seconds = Math.max((Date.now() - startedMs) / 1000, 0.001);
      const rate = Math.round(value / seconds);
      const left = rate === 0 ? 0 : Math.ceil((total - value) / rate);
      return text({ done: value, total, rate, left, ...known });
    },
  });
  let started = false;
  return {
    show: (done, total, told) => {
      known = told;
      if (!started) bar.start(total, done);
      started = true;
      bar.setTotal(total);
      bar.update(done);
    },
    end: () => {
      if (started) bar.stop();
    },
  };
}
