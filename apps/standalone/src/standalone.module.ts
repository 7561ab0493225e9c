// The product's slices on the runtime, and what others read from it as it goes on: all in one process, or as much of it as
// the roles of a process ask for.
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CsvImports, ImportLedgers } from '@ledger/connectors';
import {
  type Elsewhere,
  type Role,
  RuntimeModule,
  type RuntimeParts,
  problemsOf,
  roles,
  runtimeControllers,
} from '@ledger/runtime';
import { LiveAnswers, Names, controllers, queryHandlers, slices } from '@ledger/sales';
import {
  LiveStreams,
  SubscriptionsController,
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
    const has = (role: Role): boolean => (parts.roles ?? roles).includes(role);
    const live = (streams: LiveStreams): LiveAnswers => streams;
    return {
      module: StandaloneModule,
      imports: [
        RuntimeModule.forRoot({ ...parts, slices, rejections }),
        ...(has('query')
          ? [SubscriptionsModule.forRoot({ ...subscriptions, log: parts.log })]
          : []),
      ],
      controllers: salesControllers(has),
      providers: [
        ...(has('command') ? [{ provide: ImportLedgers, useClass: StandaloneImports }] : []),
        ...(has('query')
          ? [
              ...queryHandlers,
              { provide: Names, useValue: openedBy(subscriptions.open) },
              { provide: LiveAnswers, useFactory: live, inject: [LiveStreams] },
            ]
          : []),
      ],
    };
  }
}

/** What other processes serve where this one has fewer roles than there are. */
export function servedElsewhere(own: readonly Role[]): readonly Elsewhere[] {
  const others = roles.filter((role) => !own.includes(role));
  return others.map((role) => {
    const has = (one: Role): boolean => one === role;
    const streams = has('query') ? [SubscriptionsController] : [];
    return {
      role,
      controllers: [...runtimeControllers(has), ...salesControllers(has), ...streams],
    };
  });
}

function salesControllers(has: (role: Role) => boolean): Type[] {
  return [
    ...(has('command') ? [...controllers.filter(sendsCommands), CsvImports] : []),
    ...(has('query') ? controllers.filter((one) => !sendsCommands(one)) : []),
  ];
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

/** What a controller is given says what it does. */
function sendsCommands(controller: Type): boolean {
  const given: unknown = Reflect.getMetadata('design:paramtypes', controller);
  return Array.isArray(given) && given.includes(CommandBus);
}
