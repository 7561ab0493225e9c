// What each channel sells and which leads it brings; of a campaign the leads alone, for deals name no campaign.
import { type CalendarHistory, type Text } from '@ledger/ledger';
import { present } from '../changes.js';
import { kpiAsked } from '../kpi/catalogue.js';
import { type Columns, columnsOf, columnsOfScope } from '../kpi/columns.js';
import { compared } from '../kpi/fraction.js';
import { type KpiMeasure } from '../kpi/kpi.events.js';
import { organizationScope } from '../kpi/scope.js';
import { type Span } from '../kpi/span.js';
import { shareText } from '../kpi/value.js';
import { type Views } from '../kpi/views.js';
import { rankedPage } from '../ranked-page.js';
import {
  type CampaignRow,
  type ChannelRow,
  type ColumnLabel,
  type LeadColumns,
} from './channel.answers.js';

export type EffectivenessAsked = {
  readonly span: Span;
  readonly calendars: CalendarHistory;
  readonly currency: string;
  readonly page: { readonly limit?: number; readonly cursor?: string };
};

type Listed<R> = { readonly rows: readonly R[]; readonly more: boolean; readonly cursor?: string };

const sales = kpiAsked('sales-amount');
const dealsWon = kpiAsked('deals-won');
const winRate = kpiAsked('win-rate');
const averageDeal = kpiAsked('average-deal');
const conversion = kpiAsked('lead-conversion');
const leadCounts: readonly KpiMeasure[] = ['receivedLeads', 'qualifiedLeads', 'convertedLeads'];

const ofLeads: readonly ColumnLabel[] = [
  labelled('leads.received', { en: 'Leads received', zh: '收到的线索' }),
  labelled('leads.qualified', { en: 'Leads qualified', zh: '合格线索' }),
  labelled('leads.converted', { en: 'Leads converted', zh: '转化线索' }),
  labelled('leads.conversion', conversion.definition.label),
];
export const campaignLabels: readonly ColumnLabel[] = [
  labelled('campaign', { en: 'Campaign', zh: '营销活动' }),
  ...ofLeads,
];
export const channelLabels: readonly ColumnLabel[] = [
  labelled('channel', { en: 'Channel', zh: '渠道' }),
  labelled('salesAmount', sales.definition.label),
  labelled('share', { en: 'Share of sales', zh: '销售占比' }),
  labelled('dealsWon', dealsWon.definition.label),
  labelled('winRate', winRate.definition.label),
  labelled('averageDeal', averageDeal.definition.label),
  ...ofLeads,
];

export async function channelsOf(
  views: Views,
  { page, ...asked }: EffectivenessAsked,
): Promise<Listed<ChannelRow>> {
  const kpis = [sales, dealsWon, winRate, averageDeal, conversion];
  const read = { ...asked, kpis, counts: leadCounts, scope: organizationScope };
  const columns = await columnsOf(views, { ...read, by: 'channel' });
  const whole = await columnsOfScope(views, { ...read, kpis: [sales], counts: [] });
  const total = whole.value(organizationScope.id, sales);
  const sold = (channel: string) => columns.value(channel, sales);
  const sorted = columns.members.toSorted(
    (a, b) => compared(sold(b), sold(a)) || byLeads(columns, a, b),
  );
  const { start, end, cursor } = rankedPage(sorted, page);
  const rows = sorted.slice(start, end).map((channel) => ({
    channel,
    salesAmount: columns.text(channel, sales) ?? '0',
    share: shareText(sold(channel), total) ?? null,
    dealsWon: columns.count(channel, 'wonDeals'),
    winRate: columns.text(channel, winRate),
    averageDeal: columns.text(channel, averageDeal),
    leads: leadsOf(columns, channel),
  }));
  return present({ rows, more: cursor !== undefined, cursor });
}

export async function campaignsOf(
  views: Views,
  { page, ...asked }: EffectivenessAsked,
): Promise<Listed<CampaignRow>> {
  const read = { ...asked, kpis: [conversion], counts: leadCounts, scope: organizationScope };
  const columns = await columnsOf(views, { ...read, by: 'campaign' });
  const sorted = columns.members.toSorted((a, b) => byLeads(columns, a, b));
  const { start, end, cursor } = rankedPage(sorted, page);
  const rows = sorted
    .slice(start, end)
    .map((campaign) => ({ campaign, leads: leadsOf(columns, campaign) }));
  return present({ rows, more: cursor !== undefined, cursor });
}

function leadsOf(columns: Columns, member: string): LeadColumns {
  return {
    received: columns.count(member, 'receivedLeads'),
    qualified: columns.count(member, 'qualifiedLeads'),
    converted: columns.count(member, 'convertedLeads'),
    conversion: columns.text(member, conversion),
  };
}

/** Equal ones by name, so that the same figures always make the same list. */
function byLeads(columns: Columns, a: string, b: string): number {
  const order = columns.count(b, 'receivedLeads') - columns.count(a, 'receivedLeads');
  return order === 0 ? (a < b ? -1 : 1) : order;
}

function labelled(column: string, { en, zh }: Text): ColumnLabel {
  return { column, en, zh };
}
