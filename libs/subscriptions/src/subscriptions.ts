// What serves the readers of a process: the log, who tells of its growth, and the streams that are open.
import { type EventLog } from '@ledger/event-log';
import { News } from './news.js';
import { type StreamLimits, Streams } from './streams.js';

export class Subscriptions {
  readonly news: News;
  readonly streams: Streams;

  constructor(
    readonly log: EventLog,
    limits: StreamLimits,
  ) {
    this.news = new News(log);
    this.streams = new Streams(limits);
  }
}
