// Subscriptions as Nest sees them. Which answers are sent live, an app says.
import { type DynamicModule, Module } from '@nestjs/common';
import { type EventLog } from '@ledger/event-log';
import { LiveStreams, type LiveStreamsOptions } from './live-streams.js';
import { type StreamLimits, Streams } from './streams.js';
import { SubscriptionsController } from './subscriptions.controller.js';
import { Subscriptions } from './subscriptions.js';

export type SubscriptionsOptions = Pick<LiveStreamsOptions, 'open'> &
  Pick<StreamLimits, 'streamsMax' | 'stallMsMax'> & {
    readonly log: EventLog;
    /** 15 s if not given: less than what sits between usually allows a quiet connection. */
    readonly heartbeatMs?: number;
    /** 1 s if not given. */
    readonly liveEveryMs?: number;
  };

@Module({})
export class SubscriptionsModule {
  static forRoot(options: SubscriptionsOptions): DynamicModule {
    const { log, open, heartbeatMs = 15_000, liveEveryMs = 1_000, ...limits } = options;
    const subscriptions = new Subscriptions(log, { ...limits, heartbeatMs });
    const { news, streams } = subscriptions;
    const live = new LiveStreams({ news, streams, open, everyMs: liveEveryMs });
    return {
      module: SubscriptionsModule,
      controllers: [SubscriptionsController],
      providers: [
        { provide: Subscriptions, useValue: subscriptions },
        { provide: Streams, useValue: streams },
        { provide: LiveStreams, useValue: live },
      ],
      exports: [LiveStreams],
    };
  }
}
