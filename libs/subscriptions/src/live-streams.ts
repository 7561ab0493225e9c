// An answer that is sent again whenever it has changed. A reader who is slow gets the newest one, never those between.
import { setTimeout as pause } from 'node:timers/promises';
import { canonicalJson } from '@ledger/ledger';
import { eventBytes } from './event.js';
import { resumedFrom } from './last-event.js';
import { type Bell, type News } from './news.js';
import { type Exchange, type Streams } from './streams.js';

export type LiveAnswer = {
  readonly truth: { readonly sequence: number; readonly lagEntries: number };
};

export type LiveQuestion = {
  readonly ledger: string;
  /** Name of the events. */
  readonly event: string;
  ask(): Promise<LiveAnswer>;
};

export type LiveStreamsOptions = {
  readonly streams: Streams;
  readonly news: News;
  /** Opens sealed fields of an answer about a ledger; what can't be opened becomes null. */
  readonly open: (ledger: string, answer: unknown) => Promise<unknown>;
  /** At most one question in so long. */
  readonly everyMs: number;
};

/** After an entry read models are given so long before they are asked: mostly they show it by then. */
const settleMs = 80;

export class LiveStreams {
  constructor(private readonly options: LiveStreamsOptions) {}

  /** @throws Rejection for a malformed Last-Event-ID; whatever `ask` throws at first: it is answered as if it was asked once */
  async serve(question: LiveQuestion, exchange: Exchange): Promise<void> {
    // Every event is a whole answer, so that nothing goes on after the last one; but what is no event of a stream is told.
    const lastEventId = exchange.request.headers['last-event-id'];
    resumedFrom(typeof lastEventId === 'string' ? lastEventId : undefined, 1);
    await question.ask();
    await this.options.streams.serve(exchange, (signal) => this.answers(question, signal));
  }

  private async *answers(
    { ledger, event, ask }: LiveQuestion,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array> {
    const { news, open, everyMs } = this.options;
    const bell = await news.follow(ledger, signal);
    try {
      let shown: string | undefined;
      while (!signal.aborted) {
        const answer = await ask();
        const opened = await open(ledger, answer);
        const board = withoutTruth(opened);
        if (board !== shown) {
          const { sequence: id } = answer.truth;
          yield eventBytes([{ event, id, data: JSON.stringify(opened) }]);
          shown = board;
        }
        await untilNews(bell, signal, { isBehind: answer.truth.lagEntries > 0, everyMs });
      }
    } finally {
      bell.close();
    }
  }
}

/** Where entries are not shown yet there is no need for a bell: it is asked again anyway. */
async function untilNews(
  bell: Bell,
  signal: AbortSignal,
  { isBehind, everyMs }: { readonly isBehind: boolean; readonly everyMs: number },
): Promise<void> {
  await paused(everyMs - settleMs, signal);
  if (!isBehind) await bell.rung();
  await paused(settleMs, signal);
}

async function paused(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined); // aborted: the caller looks
}

/** How late it is changes while the board stays. */
function withoutTruth(answer: unknown): string {
  return canonicalJson({ ...(answer as object), truth: undefined }); // an answer is an object
}
