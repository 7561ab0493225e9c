// Everything in one process: the product's slices on the runtime, and what others read from it as it goes on.
import { type DynamicModule, Module } from '@nestjs/common';
import { CsvImports, ImportLedgers } from '@ledger/connectors';
import { RuntimeModule, type RuntimeParts, problemsOf } from '@ledger/runtime';
import { LiveAnswers, Names, controllers, queryHandlers, slices } from '@ledger/sales';
import {
  LiveStreams,
  SubscriptionsModule,
  type SubscriptionsOptions,
  subscriptionsRejections,
} from '@ledger/subscriptions';
import { StandaloneImports } from './imports/standalone-imports.js';

export type StandaloneParts = Omit<RuntimeParts, 'slices' | 'rejections'>;

const rejections = [subscriptionsRejections];

/** Every code that the product can answer with. */
export const problems = problemsOf(slices, rejections);

@Module({})
export class StandaloneModule {
  static forRoot(
    parts: StandaloneParts,
    subscriptions: Omit<SubscriptionsOptions, 'log'>,
  ): DynamicModule {
    const live = (streams: LiveStreams): LiveAnswers => streams;
    return {
      module: StandaloneModule,
      imports: [
        RuntimeModule.forRoot({ ...parts, slices, rejections }),
        SubscriptionsModule.forRoot({ ...subscriptions, log: parts.log }),
      ],
      controllers: [...controllers, CsvImports],
      providers: [
        ...queryHandlers,
        { provide: ImportLedgers, useClass: StandaloneImports },
        { provide: Names, useValue: openedBy(subscriptions.open) },
        { provide: LiveAnswers, useFactory: live, inject: [LiveStreams] },
      ],
    };
  }
}

function openedBy(open: SubscriptionsOptions['open']): Names {
  return {
    open: async (ledger, names) => {
      const opened = await open(ledger, names);
      if (!Array.isArray(opened)) throw new Error('names were opened to something else than names');
      return opened.map((name: unknown) => (typeof name === 'string' ? name : null));
    },
  };
}
