// How a deal is told to readers: its row with money as decimal strings.
import { ApiProperty, ApiPropertyOptional } from '@ledger/openapi';
import { decimalOf } from '@ledger/ledger';
import { present } from '../changes.js';
import { TruthBody } from '../edge.js';
import { SourceBody } from '../source.body.js';
import {
  type Credit,
  type DealState,
  type Lost,
  type WonDealState,
  leftMinor,
} from './deal.events.js';
import { type DealRow } from './deal.projection.js';
import { type Parts, partOf } from './parts.js';

const statuses: readonly DealState['status'][] = ['open', 'won', 'lost'];
const money = { type: String, example: '1054.00' };

export class DealProductAnswer {
  @ApiProperty({ example: 'GTX-PRO' })
  readonly product!: string;
  @ApiPropertyOptional({ example: 'GTX' })
  readonly family?: string;
}

export class DealLineAnswer {
  @ApiProperty({ example: 'GTX-PRO' })
  readonly product!: string;
  @ApiPropertyOptional({ example: 'GTX' })
  readonly family?: string;
  @ApiProperty({ example: 2 })
  readonly quantity!: number;
  @ApiProperty({ ...money, description: 'For the whole quantity, after discount' })
  readonly amount!: string;
  @ApiPropertyOptional({ ...money, description: 'For one unit, when it was won' })
  readonly listPrice?: string;
  @ApiProperty({ ...money, example: '0.00', description: 'Taken back so far' })
  readonly reversed!: string;
}

export class CreditAnswer {
  @ApiProperty({ example: 'sp-7' })
  readonly salesperson!: string;
  @ApiProperty({ example: 10_000, description: 'Basis points of the deal' })
  readonly shareBp!: number;
  @ApiProperty(money)
  readonly amount!: string;
  @ApiProperty({ ...money, example: '0.00', description: 'Taken back so far' })
  readonly reversed!: string;
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

export class WonAnswer {
  @ApiProperty({ example: '2026-03-30' })
  readonly closedOn!: string;
  @ApiProperty(money)
  readonly amount!: string;
  @ApiProperty({ ...money, example: '0.00', description: 'Taken back so far' })
  readonly reversed!: string;
  @ApiProperty({ ...money, description: 'Amount less what was taken back' })
  readonly left!: string;
  @ApiProperty({ type: [DealLineAnswer] })
  readonly lines!: readonly DealLineAnswer[];
  @ApiProperty({ type: [CreditAnswer] })
  readonly primary!: readonly CreditAnswer[];
  @ApiProperty({ type: [CreditAnswer] })
  readonly overlay!: readonly CreditAnswer[];
  @ApiPropertyOptional({ example: 'retail' })
  readonly segment?: string;
  @ApiPropertyOptional({ example: 28, description: 'From opening to closing' })
  readonly cycleDays?: number;
}

export class LostAnswer {
  @ApiProperty({ example: '2026-03-30' })
  readonly lostOn!: string;
  @ApiPropertyOptional({ example: 'price' })
  readonly reason?: string;
  @ApiPropertyOptional({ example: 'Umbrella' })
  readonly competitor?: string;
  @ApiPropertyOptional({ example: 28, description: 'From opening to losing' })
  readonly cycleDays?: number;
}

export class DealAnswer {
  @ApiProperty({ example: 'D-1001' })
  readonly deal!: string;
  @ApiProperty({ enum: statuses })
  readonly status!: DealState['status'];
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'Renewal 2026',
    description: 'null once erased',
  })
  readonly title?: string;
  @ApiProperty({ example: 'sp-7' })
  readonly owner!: string;
  @ApiPropertyOptional({ example: 'konex' })
  readonly customer?: string;
  @ApiProperty({ type: [DealProductAnswer] })
  readonly products!: readonly DealProductAnswer[];
  @ApiPropertyOptional(money)
  readonly amount?: string;
  @ApiProperty({ example: 'USD' })
  readonly currency!: string;
  @ApiPropertyOptional({ example: 'Engaging' })
  readonly stage?: string;
  @ApiPropertyOptional({ example: 5000, description: 'Basis points' })
  readonly probabilityBp?: number;
  @ApiPropertyOptional({ example: 'commit' })
  readonly forecastCategory?: string;
  @ApiPropertyOptional({ example: '2026-06-30' })
  readonly expectedCloseOn?: string;
  @ApiPropertyOptional({ example: '2026-03-02' })
  readonly openedOn?: string;
  @ApiPropertyOptional({ example: 'partner' })
  readonly channel?: string;
  @ApiPropertyOptional({ type: WonAnswer })
  readonly won?: WonAnswer;
  @ApiPropertyOptional({ type: LostAnswer })
  readonly lost?: LostAnswer;
  @ApiPropertyOptional({ type: SourceBody })
  readonly source?: SourceBody;
  @ApiProperty({ example: 3, description: 'For If-Match; also the ETag of one deal' })
  readonly version!: number;
  @ApiProperty({ example: 184, description: 'Sequence of the last entry about it' })
  readonly sequence!: number;
}

export class OneDealAnswer {
  @ApiProperty({ type: TruthBody })
  readonly truth!: TruthBody;
  @ApiProperty({ type: DealAnswer })
  readonly deal!: DealAnswer;
}

export class DealsAnswer {
  @ApiProperty({ type: TruthBody })
  readonly truth!: TruthBody;
  @ApiProperty({ type: [DealAnswer] })
  readonly deals!: readonly DealAnswer[];
  @ApiPropertyOptional({ description: 'Hand it back for the deals that follow; absent at the end' })
  readonly cursor?: string;
}

export function dealAnswer(id: string, { state, version, sequence }: DealRow): DealAnswer {
  const { amountMinor, ...facts } = state.facts;
  return present({
    deal: id,
    status: state.status,
    ...facts,
    amount: amountMinor === undefined ? undefined : decimalOf(amountMinor, facts.currency),
    won: state.status === 'won' ? wonAnswer(state) : undefined,
    lost: state.status === 'lost' ? lostAnswer(state.lost) : undefined,
    version,
    sequence,
  });
}

function wonAnswer(state: WonDealState): WonAnswer {
  const { won, reversed } = state;
  const decimal = (amountMinor: number): string => decimalOf(amountMinor, won.currency);
  return present({
    closedOn: won.closedOn,
    amount: decimal(won.amountMinor),
    reversed: decimal(reversed.amountMinor),
    left: decimal(leftMinor(state)),
    lines: won.lines.map(({ amountMinor, listPriceMinor, ...line }) =>
      present({
        ...line,
        amount: decimal(amountMinor),
        listPrice: listPriceMinor === undefined ? undefined : decimal(listPriceMinor),
        reversed: decimal(partOf(reversed.lines, line.product)),
      }),
    ),
    primary: won.primary.map((credit) => creditAnswer(credit, reversed.primary, decimal)),
    overlay: won.overlay.map((credit) => creditAnswer(credit, reversed.overlay, decimal)),
    segment: won.segment,
    cycleDays: won.cycleDays,
  });
}

function creditAnswer(
  { amountMinor, ...credit }: Credit,
  reversed: Parts,
  decimal: (amountMinor: number) => string,
): CreditAnswer {
  const taken = decimal(partOf(reversed, credit.salesperson));
  return { ...credit, amount: decimal(amountMinor), reversed: taken };
}

function lostAnswer({ lostOn, reason, competitor, cycleDays }: Lost): LostAnswer {
  return present({ lostOn, reason, competitor, cycleDays });
}
