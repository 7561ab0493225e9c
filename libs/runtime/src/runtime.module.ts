// The runtime as Nest sees it: buses, the way to the writer, the way to the read models, and what every process serves
// about itself. Which slices run, an app says.
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Clock, CommandGateway, LedgerKeys, type RejectionTexts, type Slice } from '@ledger/ledger';
import { ReadModels } from '@ledger/read-store';
import { HealthController } from './health/health.controller.js';
import { LedgersController } from './health/ledgers.controller.js';
import { type ProblemTexts, problemTexts } from './http/http.texts.js';
import { ProblemController, problemTextsToken } from './http/problem.controller.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { DiagnosisController } from './operations/diagnosis.controller.js';
import { EntriesController } from './operations/entries.controller.js';
import { operationsRejections } from './operations/operations.rejections.js';
import { ProjectionsController, RebuildsController } from './operations/projections.controller.js';
import { VerificationController } from './operations/verification.controller.js';
import { type Role } from './role.js';
import { Runtime, type RuntimeParts } from './runtime.js';
import { tracedGateway } from './tracing/traced.gateway.js';
import { noTracing } from './tracing/tracing.js';
import { CommandSealing } from './writer/command-sealing.js';
import { StoredLedgerKeys } from './writer/ledger-keys.js';
import { SubmitHandler } from './writer/submit.handler.js';
import { writerRejections } from './writer/writer.rejections.js';
import { Writers } from './writer/writers.js';

@Module({})
export class RuntimeModule {
  static forRoot(parts: RuntimeParts): DynamicModule {
    const { slices, keys, simulated, environment, tracing = noTracing } = parts;
    const runtime = new Runtime(parts);
    const { writers, gateway, readModels } = runtime;
    const clock: Clock = { now: () => new Date(environment.now()).toISOString() };
    return {
      module: RuntimeModule,
      imports: [CqrsModule.forRoot()],
      controllers: runtimeControllers((role) => runtime.has(role)),
      providers: [
        { provide: Runtime, useValue: runtime },
        { provide: Writers, useValue: writers },
        { provide: CommandGateway, useValue: tracedGateway(gateway, tracing) },
        { provide: CommandSealing, useValue: new CommandSealing(keys, slices) },
        { provide: LedgerKeys, useValue: new StoredLedgerKeys(keys, simulated) },
        { provide: ReadModels, useValue: readModels },
        { provide: Clock, useValue: clock },
        { provide: problemTextsToken, useValue: problemsOf(slices, parts.rejections) },
        SubmitHandler,
      ],
      exports: [CqrsModule, Runtime, Clock, CommandGateway, LedgerKeys, ReadModels],
    };
  }
}

/** What a process serves about itself, and what only its role can answer. */
export function runtimeControllers(has: (role: Role) => boolean): Type[] {
  return [
    DiagnosisController,
    HealthController,
    LedgersController, // who sends commands asks which there are, too
    MetricsController,
    ProblemController,
    ...(has('query') ? [EntriesController, VerificationController] : []),
    ...(has('query') || has('projection') ? [ProjectionsController] : []),
    ...(has('projection') ? [RebuildsController] : []),
  ];
}

/** Every code that an installation of these slices, and what else it serves, can answer with. */
export function problemsOf(
  slices: readonly Slice[],
  others: readonly RejectionTexts[] = [],
): ProblemTexts {
  const rejections = slices.map((slice) => slice.rejections);
  return problemTexts([writerRejections, operationsRejections, ...rejections, ...others]);
}
