// How far a read model is that is computed anew, or for the first time.
import { ApiProperty, ApiPropertyOptional } from '@ledger/openapi';
import { type ProjectionStanding } from '../read-models/standing.js';

export class FillingBody {
  @ApiProperty({ example: 48_000, description: 'Over all ledgers' })
  readonly entriesDone!: number;
  @ApiProperty({ example: 100_000 })
  readonly entriesTotal!: number;
  @ApiProperty({ example: 16_000 })
  readonly entriesPerSecond!: number;
  @ApiPropertyOptional({ example: 4, description: 'Absent until there is a rate' })
  readonly secondsLeft?: number;
}

export function fillingOf(standing: ProjectionStanding | undefined): {
  readonly filling?: FillingBody;
} {
  const { filling } = standing ?? {};
  if (filling === undefined) return {};
  const { secondsLeft, ...progress } = filling;
  const left = secondsLeft === undefined ? {} : { secondsLeft: Math.ceil(secondsLeft) };
  return { filling: { ...progress, ...left } };
}
