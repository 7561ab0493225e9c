// What a caller says about a deal: request bodies over HTTP, the same classes for an import's rows.
import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@ledger/openapi';
import { ArrayMaxSize, IsArray, ValidateIf } from 'class-validator';
import {
  Amount,
  BusinessDate,
  Formed,
  FreeText,
  Id,
  Nested,
  NestedList,
  OneOf,
  Whole,
  Words,
  idPattern,
  isFormedAs,
} from '../fields.js';
import { type ForecastCategory, type ReversalKind } from './deal.events.js';
import { creditsMax, productsMax } from './limits.js';
import { wholeBp } from './parts.js';
import { SourceBody } from '../source.body.js';

const forecastCategories: readonly ForecastCategory[] = [
  'pipeline',
  'best-case',
  'commit',
  'omitted',
];
const reversalKinds: readonly ReversalKind[] = ['return', 'cancellation', 'churn'];

const currencyPattern = /^[A-Z]{3}$/;
const currency = {
  optional: true,
  example: 'USD',
  description: "ISO 4217; absent: the ledger's",
} as const;
const provenance = 'Where an imported fact came from';
const quantityMax = 1_000_000_000;

export class LineBody {
  @Id({ example: 'GTX-PRO' })
  readonly product!: string;
  @Whole(1, quantityMax, { optional: true, example: 2, description: 'Units sold; 1 where absent' })
  readonly quantity?: number;
  @Amount({ example: '600.00', description: 'For the whole quantity, after discount' })
  readonly amount!: string;
}

export class ShareBody {
  @Id({ example: 'sp-7' })
  readonly salesperson!: string;
  @Whole(1, wholeBp, { example: 10_000, description: 'Basis points of the deal: 10000 is 100 %' })
  readonly shareBp!: number;
}

export class CreditsBody {
  @NestedList(() => ShareBody, creditsMax, {
    description: 'Who sold it; the shares add up to 10000',
  })
  readonly primary!: readonly ShareBody[];
  @NestedList(() => ShareBody, creditsMax, {
    optional: true,
    description: 'Who helped; counts beside the primary credits, each share by itself',
  })
  readonly overlay?: readonly ShareBody[];
}

export class OpenDealBody {
  @Id({ optional: true, example: 'D-1001', description: 'The deal; made where absent' })
  readonly deal?: string;
  @Words(200, { optional: true, example: 'Renewal 2026', description: 'Kept sealed' })
  readonly title?: string;
  @Id({ example: 'sp-7', description: 'Who owns the deal' })
  readonly salesperson!: string;
  @Id({ optional: true, example: 'konex' })
  readonly customer?: string;
  @Ids(productsMax, 'What it is about')
  readonly products?: readonly string[];
  @Amount({ optional: true, example: '1054.00', description: 'What it is expected to bring' })
  readonly amount?: string;
  @Formed('isCurrencyCode', currencyPattern, currency)
  readonly currency?: string;
  @Words(64, { optional: true, example: 'Prospecting' })
  readonly stage?: string;
  @Whole(0, wholeBp, { optional: true, example: 2500, description: 'Basis points: 2500 is 25 %' })
  readonly probabilityBp?: number;
  @OneOf(forecastCategories, { optional: true, example: 'pipeline' })
  readonly forecastCategory?: ForecastCategory;
  @BusinessDate({ optional: true, example: '2026-06-30' })
  readonly expectedCloseOn?: string;
  @BusinessDate({
    optional: true,
    example: '2026-03-02',
    description:
      'Absent where nobody knows: it is recorded as of today, and no sales cycle is counted',
  })
  readonly openedOn?: string;
  @Words(64, { optional: true, example: 'partner' })
  readonly channel?: string;
  @Nested(() => SourceBody, { optional: true, description: provenance })
  readonly source?: SourceBody;
}

export class AdvanceDealBody {
  @Words(64, { optional: true, example: 'Engaging' })
  readonly stage?: string;
  @Whole(0, wholeBp, { optional: true, nullable: true, example: 5000 })
  readonly probabilityBp?: number | null;
  @OneOf(forecastCategories, { optional: true, nullable: true, example: 'commit' })
  readonly forecastCategory?: ForecastCategory | null;
  @BusinessDate({ optional: true, nullable: true, example: '2026-06-30' })
  readonly expectedCloseOn?: string | null;
  @Amount({ optional: true, nullable: true, example: '1100.00' })
  readonly amount?: string | null;
  @Formed('isCurrencyCode', currencyPattern, currency)
  readonly currency?: string;
  @Id({ optional: true, nullable: true, example: 'konex' })
  readonly customer?: string | null;
  @Ids(productsMax, 'What it is about from now on, whole')
  readonly products?: readonly string[];
  @Words(64, { optional: true, nullable: true, example: 'partner' })
  readonly channel?: string | null;
  @BusinessDate({ optional: true, example: '2026-03-02', description: 'Learnt late, or corrected' })
  readonly openedOn?: string;
  @Nested(() => SourceBody, { optional: true, description: provenance })
  readonly source?: SourceBody;
}

export class WinDealBody {
  @BusinessDate({ example: '2026-03-30' })
  readonly closedOn!: string;
  @Amount({ example: '1054.00' })
  readonly amount!: string;
  @Formed('isCurrencyCode', currencyPattern, currency)
  readonly currency?: string;
  @NestedList(() => LineBody, productsMax, {
    optional: true,
    description: 'Add up to the amount; absent: the deal has one product',
  })
  readonly lines?: readonly LineBody[];
  @Nested(() => CreditsBody, { optional: true, description: 'Absent: 100 % to the owner' })
  readonly credits?: CreditsBody;
  @Id({ optional: true, example: 'konex' })
  readonly customer?: string;
  @Words(64, { optional: true, example: 'partner' })
  readonly channel?: string;
  @Nested(() => SourceBody, { optional: true, description: provenance })
  readonly source?: SourceBody;
}

export class LoseDealBody {
  @BusinessDate({ example: '2026-03-30' })
  readonly lostOn!: string;
  @Words(64, { optional: true, example: 'price' })
  readonly reason?: string;
  @Words(64, { optional: true, example: 'Umbrella' })
  readonly competitor?: string;
  @Nested(() => SourceBody, { optional: true, description: provenance })
  readonly source?: SourceBody;
}

export class ReopenDealBody {
  @FreeText(500, { example: 'The order was signed after all' })
  readonly reason!: string;
  @Nested(() => SourceBody, { optional: true, description: provenance })
  readonly source?: SourceBody;
}

export class CorrectDealBody {
  @FreeText(500, { example: 'The contract says 1,100' })
  readonly reason!: string;
  @BusinessDate({ optional: true, example: '2026-03-29' })
  readonly closedOn?: string;
  @Amount({ optional: true, example: '1100.00' })
  readonly amount?: string;
  @NestedList(() => LineBody, productsMax, {
    optional: true,
    description: 'All lines; absent: those that stand, in proportion',
  })
  readonly lines?: readonly LineBody[];
  @Nested(() => CreditsBody, {
    optional: true,
    description: 'All credits; absent: those that stand',
  })
  readonly credits?: CreditsBody;
  @Id({ optional: true, nullable: true, example: 'konex' })
  readonly customer?: string | null;
  @Words(64, { optional: true, nullable: true, example: 'partner' })
  readonly channel?: string | null;
  @Nested(() => SourceBody, { optional: true, description: provenance })
  readonly source?: SourceBody;
}

export class ReverseDealBody {
  @OneOf(reversalKinds, { example: 'return' })
  readonly kind!: ReversalKind;
  @Amount({ optional: true, example: '200.00', description: 'Absent: all that is left' })
  readonly amount?: string;
  @BusinessDate({ example: '2026-03-31' })
  readonly reversedOn!: string;
  @FreeText(500, { optional: true, example: 'Two units came back broken' })
  readonly reason?: string;
  @Nested(() => SourceBody, { optional: true, description: provenance })
  readonly source?: SourceBody;
}

export class ReassignDealBody {
  @Id({ example: 'sp-9', description: 'Who owns the deal from now on' })
  readonly salesperson!: string;
  @BusinessDate({ optional: true, example: '2026-03-31', description: 'Absent: today' })
  readonly effectiveOn?: string;
  @FreeText(500, { optional: true, example: 'Takes over the region' })
  readonly reason?: string;
  @Nested(() => SourceBody, { optional: true, description: provenance })
  readonly source?: SourceBody;
}

function Ids(max: number, description: string): PropertyDecorator {
  const items = { type: 'string', pattern: idPattern.source };
  return applyDecorators(
    ApiPropertyOptional({ type: 'array', items, maxItems: max, description, example: ['GTX-PRO'] }),
    ValidateIf((_, value) => value !== undefined),
    IsArray(),
    ArrayMaxSize(max),
    isFormedAs('isId', idPattern),
  );
}
