// `source` in request bodies: where an imported fact came from.
import { ApiPropertyOptional } from '@ledger/openapi';
import { IsISO8601, ValidateIf } from 'class-validator';
import { Formed, Nested, Words, isFormedAs } from './fields.js';
import { type Source } from './source.js';

export class SourceBody implements Source {
  @Words(64, { example: 'maven-crm' })
  readonly system!: string;

  @Words(128, {
    example: '1C1I7A6R',
    description: "The record's key there; a digest where it is personal",
  })
  readonly record!: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', example: '2026-03-31T09:00:00.000Z' })
  @ValidateIf((_, value) => value !== undefined)
  @IsISO8601({ strict: true, strictSeparator: true })
  @isFormedAs('isIso8601', /T.*(Z|[+-][0-9]{2}:?[0-9]{2})$/)
  readonly modifiedAt?: string;

  @Formed('isRecordHash', /^[A-Za-z0-9_-]{16,88}$/, { description: 'base64url HMAC of the record' })
  readonly hash!: string;
}

/** The optional field `source`. */
export function Provenance(): PropertyDecorator {
  return Nested(() => SourceBody, {
    optional: true,
    description: 'Where an imported fact came from',
  });
}
