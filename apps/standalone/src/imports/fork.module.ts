// The runtime and the slices' own handlers, without anything that listens: a copy of a ledger runs on it.
import { type DynamicModule, Module } from '@nestjs/common';
import { RuntimeModule, type RuntimeParts } from '@ledger/runtime';

@Module({})
export class ForkModule {
  static forRoot(parts: RuntimeParts): DynamicModule {
    return { module: ForkModule, imports: [RuntimeModule.forRoot(parts)] };
  }
}
