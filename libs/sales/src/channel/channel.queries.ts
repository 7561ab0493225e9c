// GET …/channels and …/campaigns: which of them bring sales, and which bring leads that become deals.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@ledger/openapi';
import { ReadModels } from '@ledger/read-store';
import { present } from '../changes.js';
import { CsvList } from '../csv.js';
import { After } from '../edge.js';
import { Id, Words } from '../fields.js';
import { settingsOf } from '../kpi/grouping.js';
import { type Span, spanNamed } from '../kpi/span.js';
import { type Views, oldestTruth, withViews } from '../kpi/views.js';
import { Cursor, Limit } from '../page.js';
import { CampaignsAnswer, type ChannelPeriod, ChannelsAnswer } from './channel.answers.js';
import {
  type EffectivenessAsked,
  campaignLabels,
  campaignsOf,
  channelLabels,
  channelsOf,
} from './effectiveness.js';

export class ChannelsPath {
  @Id({ example: 'acme' })
  readonly ledger!: string;
}

export class ChannelsQuery {
  @Words(16, { example: '2017-Q4', description: 'Year, quarter, month, week or day' })
  readonly period!: string;
  @Limit()
  readonly limit?: number;
  @Cursor()
  readonly cursor?: string;
  @After()
  readonly after?: number;
}

export class GetChannels {
  constructor(
    readonly ledger: string,
    readonly asked: ChannelsQuery,
  ) {}
}

export class GetCampaigns {
  constructor(
    readonly ledger: string,
    readonly asked: ChannelsQuery,
  ) {}
}

const projections = ['ledger', 'measure', 'organization'];

@QueryHandler(GetChannels)
export class ChannelsHandler implements IQueryHandler<GetChannels, ChannelsAnswer> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, asked }: GetChannels): Promise<ChannelsAnswer> {
    const at = { models: this.models, ledger, after: asked.after };
    return withViews(at, projections, async (views) => {
      const about = await aboutOf(views, ledger, asked);
      const { rows: channels, ...rest } = await channelsOf(views, about);
      const { currency } = about;
      return { ...headOf(views, about.span), currency, labels: channelLabels, channels, ...rest };
    });
  }
}

@QueryHandler(GetCampaigns)
export class CampaignsHandler implements IQueryHandler<GetCampaigns, CampaignsAnswer> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, asked }: GetCampaigns): Promise<CampaignsAnswer> {
    const at = { models: this.models, ledger, after: asked.after };
    return withViews(at, projections, async (views) => {
      const about = await aboutOf(views, ledger, asked);
      const { rows: campaigns, ...rest } = await campaignsOf(views, about);
      return { ...headOf(views, about.span), labels: campaignLabels, campaigns, ...rest };
    });
  }
}

async function aboutOf(
  views: Views,
  ledger: string,
  { period, limit, cursor }: ChannelsQuery,
): Promise<EffectivenessAsked> {
  const { currency, calendars } = await settingsOf(views, ledger);
  return {
    span: spanNamed(calendars, period),
    calendars,
    currency,
    page: present({ limit, cursor }),
  };
}

function headOf(
  views: Views,
  { label, start, end }: Span,
): { readonly truth: ChannelsAnswer['truth']; readonly period: ChannelPeriod } {
  return { truth: oldestTruth(views), period: { label, start, end } };
}

const leadColumns = ['leads.received', 'leads.qualified', 'leads.converted', 'leads.conversion'];
const channelColumns = [
  'channel',
  'salesAmount',
  'share',
  'dealsWon',
  'winRate',
  'averageDeal',
  ...leadColumns,
];

@ApiTags('channels')
@Controller('v1/ledgers/:ledger/channels')
export class ChannelsController {
  constructor(private readonly bus: QueryBus) {}

  @Get()
  @CsvList('channels', channelColumns)
  @ApiOperation({ summary: 'What each channel sells and which leads it brings, in a period' })
  @ApiOkResponse({ type: ChannelsAnswer })
  list(@Param() { ledger }: ChannelsPath, @Query() asked: ChannelsQuery): Promise<ChannelsAnswer> {
    return this.bus.execute(new GetChannels(ledger, asked));
  }
}

@ApiTags('channels')
@Controller('v1/ledgers/:ledger/campaigns')
export class CampaignsController {
  constructor(private readonly bus: QueryBus) {}

  @Get()
  @CsvList('campaigns', ['campaign', ...leadColumns])
  @ApiOperation({ summary: 'Which leads each campaign brings, in a period' })
  @ApiOkResponse({ type: CampaignsAnswer })
  list(@Param() { ledger }: ChannelsPath, @Query() asked: ChannelsQuery): Promise<CampaignsAnswer> {
    return this.bus.execute(new GetCampaigns(ledger, asked));
  }
}
