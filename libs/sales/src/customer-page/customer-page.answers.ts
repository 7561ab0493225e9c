// How a customer's page is told: facts, what was bought by whom and when, what is open, what the customer says.
import { ApiProperty } from '@ledger/openapi';
import { AuditEntry } from '../audit/audit.answers.js';
import { CustomerBody } from '../customer/customer.bodies.js';
import { DealAnswer } from '../deal/deal.answers.js';
import { TruthBody } from '../edge.js';
import { FeedbackAnswer } from '../feedback/feedback.answers.js';
import { LeadAnswer } from '../lead/lead.answers.js';

const orNull = { type: String, nullable: true };
const money = { type: String, example: '1054.00' };
const more = {
  ...orNull,
  example: '/v1/ledgers/acme/deals?…',
  description: 'Where the rest is; null where this is all',
};

export class BoughtAnswer {
  @ApiProperty({ ...money, description: 'Won, with corrections; nothing reversed is taken off' })
  readonly won!: string;
  @ApiProperty({ ...money, example: '0.00', description: 'Taken back in this time' })
  readonly reversed!: string;
  @ApiProperty({ ...money, description: 'Won less reversed' })
  readonly standing!: string;
  @ApiProperty({ example: 2, description: 'Deals won' })
  readonly deals!: number;
}

export class SaidAnswer {
  @ApiProperty({ ...orNull, example: '0.850000', description: 'null: nobody answered' })
  readonly csat!: string | null;
  @ApiProperty({ example: 4, description: 'Answers behind it' })
  readonly csatCount!: number;
  @ApiProperty({ ...orNull, example: '25.000000' })
  readonly nps!: string | null;
  @ApiProperty({ example: 4 })
  readonly npsCount!: number;
  @ApiProperty({ ...orNull, example: '5.400000' })
  readonly ces!: string | null;
  @ApiProperty({ example: 5 })
  readonly cesCount!: number;
}

export class CustomerYear {
  @ApiProperty({
    example: '2017',
    description:
      'As the ledger names it; a fiscal year is named by the calendar year in which it ends',
  })
  readonly year!: string;
  @ApiProperty({ example: '2016-04-01', description: 'Its first day' })
  readonly start!: string;
  @ApiProperty({ example: '2017-03-31', description: 'Its last day' })
  readonly end!: string;
  @ApiProperty({ type: BoughtAnswer })
  readonly bought!: BoughtAnswer;
  @ApiProperty({ type: SaidAnswer })
  readonly said!: SaidAnswer;
}

export class WinAnswer {
  @ApiProperty({ example: 'D-1001' })
  readonly deal!: string;
  @ApiProperty({ example: '2017-03-30' })
  readonly closedOn!: string;
}

export class ShareAnswer {
  @ApiProperty({ example: 'GTX-PRO' })
  readonly id!: string;
  @ApiProperty({ ...orNull, example: 'GTX Pro', description: 'null where it has none' })
  readonly name!: string | null;
  @ApiProperty({ ...money, description: 'Won less reversed' })
  readonly amount!: string;
  @ApiProperty({ example: 3, description: 'Deals in which it stands' })
  readonly deals!: number;
}

export class WonAnalysis {
  @ApiProperty({ type: [ShareAnswer], description: 'Products, the most first, at most 100' })
  readonly products!: readonly ShareAnswer[];
  @ApiProperty({ type: [ShareAnswer], description: 'Who holds primary credit, at most 100' })
  readonly salespeople!: readonly ShareAnswer[];
  @ApiProperty({ example: false, description: 'Only the 1,000 deals won last were looked at' })
  readonly isCut!: boolean;
}

export class CustomerDeals {
  @ApiProperty({ type: [DealAnswer], description: 'Newest first, at most 10' })
  readonly deals!: readonly DealAnswer[];
  @ApiProperty(more)
  readonly more!: string | null;
}

export class CustomerFeedback {
  @ApiProperty({ type: [FeedbackAnswer], description: 'At most 10' })
  readonly feedback!: readonly FeedbackAnswer[];
  @ApiProperty(more)
  readonly more!: string | null;
}

export class CustomerLeads {
  @ApiProperty({ type: [LeadAnswer], description: 'Newest first, at most 20' })
  readonly leads!: readonly LeadAnswer[];
  @ApiProperty({ example: false, description: 'There are older ones' })
  readonly isCut!: boolean;
}

export class CustomerPageAnswer {
  @ApiProperty({ type: TruthBody, description: 'Of the read model that is furthest behind' })
  readonly truth!: TruthBody;
  @ApiProperty({ example: 'USD' })
  readonly currency!: string;
  @ApiProperty({ type: CustomerBody })
  readonly customer!: CustomerBody;
  @ApiProperty({ type: WinAnswer, nullable: true })
  readonly firstWin!: WinAnswer | null;
  @ApiProperty({ type: WinAnswer, nullable: true })
  readonly lastWin!: WinAnswer | null;
  @ApiProperty({ type: BoughtAnswer, description: 'From the ledger’s first day on' })
  readonly inAll!: BoughtAnswer;
  @ApiProperty({
    type: [CustomerYear],
    description: 'Oldest first; years without anything left out',
  })
  readonly years!: readonly CustomerYear[];
  @ApiProperty({ type: WonAnalysis })
  readonly bought!: WonAnalysis;
  @ApiProperty({ type: CustomerDeals })
  readonly open!: CustomerDeals;
  @ApiProperty({ type: CustomerFeedback, description: 'Newest first' })
  readonly feedback!: CustomerFeedback;
  @ApiProperty({ type: CustomerFeedback, description: 'Complaints open now, oldest first' })
  readonly complaints!: CustomerFeedback;
  @ApiProperty({ type: CustomerLeads })
  readonly leads!: CustomerLeads;
  @ApiProperty({
    type: [AuditEntry],
    description:
      'About the customer, and the last one about each of its newest deals, leads and feedback; newest first, at most 20',
  })
  readonly latest!: readonly AuditEntry[];
}
