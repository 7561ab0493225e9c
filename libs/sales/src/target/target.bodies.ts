// What a caller says about targets.
import { BusinessDate, Formed, FreeText, OneOf, Words } from '../fields.js';
import { Provenance, SourceBody } from '../source.body.js';
import { scopeKinds } from './scope.js';
import { type TargetBasis, targetBases } from './target.events.js';

export const scopeCharactersMax = 100;
export const metricCharactersMax = 64;
export const periodCharactersMax = 16;

export class SetTargetBody {
  @Words(scopeCharactersMax, {
    example: 'team/west-1',
    description: `organization, or a kind and a member: ${scopeKinds.join(', ')}`,
  })
  readonly scope!: string;
  @Words(metricCharactersMax, { example: 'sales-amount', description: 'A KPI of the catalogue' })
  readonly metric!: string;
  @Words(periodCharactersMax, { example: '2026-Q4', description: 'Year, quarter, month or week' })
  readonly period!: string;
  @Value()
  readonly value!: string;
  @OneOf(targetBases, { example: 'history', description: 'What the value was taken from' })
  readonly basis!: TargetBasis;
  @BusinessDate({ optional: true, example: '2026-09-28', description: 'Absent: today' })
  readonly agreedOn?: string;
  @FreeText(2_000, {
    optional: true,
    example: 'Two new people from October on',
    description: 'Kept sealed',
  })
  readonly note?: string;
  @Provenance()
  readonly source?: SourceBody;
}

export class AdjustTargetBody {
  @Value()
  readonly value!: string;
  @FreeText(500, { example: 'The largest customer left', description: 'Kept sealed' })
  readonly reason!: string;
  @Provenance()
  readonly source?: SourceBody;
}

export class WithdrawTargetBody {
  @FreeText(500, { example: 'Set for the wrong team', description: 'Kept sealed' })
  readonly reason!: string;
  @Provenance()
  readonly source?: SourceBody;
}

/** How many decimals and which sign a metric takes is the decider's business. */
function Value(): PropertyDecorator {
  const description =
    "In the metric's unit: money with the currency's decimals, whole counts, up to six decimals of anything else";
  return Formed('isNumberText', /^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?$/, {
    example: '250000.00',
    description,
  });
}
