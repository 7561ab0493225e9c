// Everything in one process: the product's slices on the runtime.
import { type DynamicModule, Module } from '@nestjs/common';
import { CsvImports, ImportLedgers } from '@ledger/connectors';
import { RuntimeModule, type RuntimeParts } from '@ledger/runtime';
import { controllers, queryHandlers, slices } from '@ledger/sales';
import { StandaloneImports } from './imports/standalone-imports.js';

@Module({})
export class StandaloneModule {
  static forRoot(parts: Omit<RuntimeParts, 'slices'>): DynamicModule {
    return {
      module: StandaloneModule,
      imports: [RuntimeModule.forRoot({ ...parts, slices })],
      controllers: [...controllers, CsvImports],
      providers: [...queryHandlers, { provide: ImportLedgers, useClass: StandaloneImports }],
    };
  }
}
