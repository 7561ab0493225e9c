// How a target is told to readers: its row with values as decimal text.
import { ApiProperty, ApiPropertyOptional } from '@ledger/openapi';
import { TruthBody } from '../edge.js';
import { type KpiUnit, kpiUnits } from '../kpi/kpi.events.js';
import { SourceBody } from '../source.body.js';
import {
  type TargetBasis,
  type TargetChange,
  type TargetEvent,
  type TargetState,
  targetBases,
  targetText,
} from './target.events.js';
import { type TargetRow } from './target.projection.js';

const statuses: readonly TargetState['status'][] = ['set', 'withdrawn'];
const types: readonly TargetEvent['type'][] = ['TargetSet', 'TargetAdjusted', 'TargetWithdrawn'];

export class TargetPeriodAnswer {
  @ApiProperty({ example: '2026-Q4' })
  readonly label!: string;
  @ApiProperty({ example: '2026-10-01' })
  readonly start!: string;
  @ApiProperty({ example: '2026-12-31' })
  readonly end!: string;
}

export class TargetAttributionAnswer {
  @ApiProperty({ example: 'sp-7' })
  readonly salesperson!: string;
  @ApiProperty({
    type: [String],
    example: ['central-1', 'central'],
    description: 'Innermost first',
  })
  readonly teams!: readonly string[];
  @ApiPropertyOptional({ example: 'sp-2' })
  readonly manager?: string;
  @ApiPropertyOptional({ example: 'central' })
  readonly territory?: string;
}

export class TargetChangeAnswer {
  @ApiProperty({ example: 'TargetAdjusted', enum: types })
  readonly type!: TargetEvent['type'];
  @ApiProperty({ type: String, nullable: true, example: '250000.00', description: 'null: none' })
  readonly from!: string | null;
  @ApiProperty({ type: String, nullable: true, example: '240000.00', description: 'null: none' })
  readonly to!: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, example: 'The largest customer left' })
  readonly reason?: string | null;
  @ApiProperty({ example: 'user/u-7' })
  readonly actor!: string;
  @ApiProperty({ example: '2026-11-02T09:12:44.120Z', description: 'When it was recorded' })
  readonly time!: string;
  @ApiProperty({ example: '2026-11-02', description: 'When it happened' })
  readonly occurredOn!: string;
  @ApiProperty({ example: 184, description: 'Of the entry' })
  readonly sequence!: number;
}

export class TargetAnswer {
  @ApiProperty({ example: 't-5f1d0c2ab8e94f7d36c1e0a97' })
  readonly target!: string;
  @ApiProperty({ enum: statuses, example: 'set' })
  readonly status!: TargetState['status'];
  @ApiProperty({ example: 'team/west-1' })
  readonly scope!: string;
  @ApiProperty({ example: 'sales-amount' })
  readonly metric!: string;
  @ApiProperty({ type: TargetPeriodAnswer })
  readonly period!: TargetPeriodAnswer;
  @ApiProperty({ enum: [...kpiUnits], example: 'money' })
  readonly unit!: KpiUnit;
  @ApiPropertyOptional({ example: 'USD', description: 'Of money' })
  readonly currency?: string;
  @ApiProperty({ example: '250000.00', description: 'The last one where it was withdrawn' })
  readonly value!: string;
  @ApiProperty({ enum: [...targetBases], example: 'history' })
  readonly basis!: TargetBasis;
  @ApiProperty({ example: '2026-09-28' })
  readonly agreedOn!: string;
  @ApiProperty({ example: '2026-09-28', description: 'The day on which its setting was recorded' })
  readonly recordedOn!: string;
  @ApiProperty({ example: false, description: 'Agreed after the period began' })
  readonly setLate!: boolean;
  @ApiProperty({ example: false, description: 'Recorded after the period began' })
  readonly recordedLate!: boolean;
  @ApiPropertyOptional({
    type: TargetAttributionAnswer,
    description: 'Of a salesperson: where they stood on agreedOn',
  })
  readonly attribution?: TargetAttributionAnswer;
  @ApiPropertyOptional({ type: String, nullable: true, example: 'Two new people from October on' })
  readonly note?: string | null;
  @ApiPropertyOptional({ type: SourceBody })
  readonly source?: SourceBody;
  @ApiProperty({ type: [TargetChangeAnswer], description: 'Every value it had, oldest first' })
  readonly history!: readonly TargetChangeAnswer[];
  @ApiProperty({ example: 2, description: 'For If-Match' })
  readonly version!: number;
  @ApiProperty({ example: 184, description: 'Sequence of the last entry about it' })
  readonly sequence!: number;
}

export class OneTargetAnswer {
  @ApiProperty({ type: TruthBody })
  readonly truth!: TruthBody;
  @ApiProperty({ type: TargetAnswer })
  readonly target!: TargetAnswer;
}

export class TargetsAnswer {
  @ApiProperty({ type: TruthBody })
  readonly truth!: TruthBody;
  @ApiProperty({ type: [TargetAnswer] })
  readonly targets!: readonly TargetAnswer[];
  @ApiPropertyOptional({ description: 'For the next page; absent at the end' })
  readonly cursor?: string;
}

export function targetAnswer(
  target: string,
  { period, start, end, value, history, setBy: _, ...told }: TargetRow,
): TargetAnswer {
  const shown = (integer: number): string =>
    targetText(integer, told.unit, told.currency ?? noCurrency);
  return {
    target,
    ...told,
    period: { label: period, start, end },
    value: shown(value),
    setLate: told.agreedOn > start,
    recordedLate: told.recordedOn > start,
    history: history.map((change) => changeAnswer(change, shown)),
  };
}

/** Only money looks at it, and money has one. */
const noCurrency = '';

function changeAnswer(
  { from, to, attribution: _, ...change }: TargetChange,
  shown: (integer: number) => string,
): TargetChangeAnswer {
  return {
    ...change,
    from: from === null ? null : shown(from),
    to: to === null ? null : shown(to),
  };
}
