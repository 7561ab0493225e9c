// The demo's company: invented, with a fixed last day so that its figures never age.

export const demoLedger = 'demo';
export const firstDay = '2023-01-01';
/** The demo's today: three full years and the first weeks of a fourth, so that a quarter is under way. */
export const lastDay = '2026-02-13';

export const territories = [
  { id: 'north', name: 'North 北区' },
  { id: 'south', name: 'South 南区' },
  { id: 'east', name: 'East 东区' },
  { id: 'west', name: 'West 西区' },
] as const;

export type TeamId = 'field' | 'growth' | 'north' | 'south' | 'partners' | 'online';

export const teams: readonly {
  readonly id: TeamId;
  readonly name: string;
  readonly parent?: TeamId;
  readonly manager: string;
}[] = [
  { id: 'field', name: 'Field sales 区域销售部', manager: 'sp-01' },
  { id: 'growth', name: 'Growth 增长部', manager: 'sp-02' },
  { id: 'north', name: 'North direct 北区直销', parent: 'field', manager: 'sp-03' },
  { id: 'south', name: 'South direct 南区直销', parent: 'field', manager: 'sp-04' },
  { id: 'partners', name: 'Partners 渠道伙伴', parent: 'growth', manager: 'sp-05' },
  { id: 'online', name: 'Online 线上销售', parent: 'growth', manager: 'sp-06' },
];

export const segments = ['enterprise', 'mid-market', 'small'] as const;
export const industries = [
  ...['manufacturing', 'logistics', 'healthcare', 'retail', 'energy', 'education'],
] as const;
export const lossReasons = ['price', 'timing', 'missing feature', 'no decision'] as const;
export const competitors = ['Umbra Systems', 'Vektor', 'Yuntong 云通'] as const;
export const stages = ['qualified', 'proposal', 'negotiation'] as const;

export const channels = [
  { id: 'direct', campaigns: ['spring-fair', 'referral'] },
  { id: 'partner', campaigns: ['partner-day'] },
  { id: 'web', campaigns: ['webinar', 'search'] },
] as const;
