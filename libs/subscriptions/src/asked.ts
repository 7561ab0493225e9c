// What a reader of entries may ask for.
import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@ledger/openapi';
import { Type } from 'class-transformer';
import { IsInt, Max, Min, ValidateIf } from 'class-validator';
import { sequenceMax } from '@ledger/ledger';
import { pageEntriesDefault, pageEntriesMax } from './page.js';

type WholeOptions = {
  readonly max: number;
  readonly fallback: number;
  readonly description: string;
};

function Whole({ max, fallback, description }: WholeOptions): PropertyDecorator {
  const bounds = { minimum: 1, maximum: max, default: fallback };
  return applyDecorators(
    ApiPropertyOptional({ type: 'integer', ...bounds, description }),
    ValidateIf((_, value) => value !== undefined),
    Type(() => Number),
    IsInt(),
    Min(1),
    Max(max),
  );
}

export class EntriesQuery {
  @Whole({ max: sequenceMax, fallback: 1, description: 'The first sequence' })
  readonly from: number = 1;
  @Whole({
    max: pageEntriesMax,
    fallback: pageEntriesDefault,
    description: 'A page of large entries has fewer',
  })
  readonly limit: number = pageEntriesDefault;
}

export class EntryStreamQuery {
  @Whole({
    max: sequenceMax,
    fallback: 1,
    description: 'The first sequence; the header Last-Event-ID wins over it',
  })
  readonly from: number = 1;
}
