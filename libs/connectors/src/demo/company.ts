// The demo's company: invented people, products and customers.

export const demoLedger = 'demo';
export const firstDay = '2025-01-01';
export const lastDay = '2026-06-30';

export const territories = [
  { id: 'north', name: 'North 北区' },
  { id: 'south', name: 'South 南区' },
] as const;

export const teams = [
  { id: 'sales', name: 'Sales 销售部', parent: undefined, manager: 'sp-01' },
  { id: 'north-direct', name: 'North direct 北区直销', parent: 'sales', manager: 'sp-02' },
  { id: 'south-direct', name: 'South direct 南区直销', parent: 'sales', manager: 'sp-03' },
  { id: 'partners', name: 'Partners 渠道', parent: 'sales', manager: 'sp-04' },
] as const;

export const managers = [
  { id: 'sp-01', name: 'Helena Voss' },
  { id: 'sp-02', name: 'Wei Jun 魏军' },
  { id: 'sp-03', name: 'Tomas Reyes' },
  { id: 'sp-04', name: 'Qin Yue 秦悦' },
] as const;

export const sellers = [
  { id: 'sp-11', name: 'Lin Hao 林浩', team: 'north-direct', territory: 'north', skill: 1.3 },
  { id: 'sp-12', name: 'Ada Brandt', team: 'north-direct', territory: 'north', skill: 1.1 },
  { id: 'sp-13', name: 'Noor Haddad', team: 'north-direct', territory: 'north', skill: 0.9 },
  { id: 'sp-14', name: 'Zhou Min 周敏', team: 'south-direct', territory: 'south', skill: 1.2 },
  { id: 'sp-15', name: 'Piet de Wit', team: 'south-direct', territory: 'south', skill: 1.0 },
  { id: 'sp-16', name: 'Inés Duarte', team: 'south-direct', territory: 'south', skill: 0.8 },
  { id: 'sp-17', name: 'Gao Lei 高磊', team: 'partners', territory: 'north', skill: 1.0 },
  { id: 'sp-18', name: 'Mira Okafor', team: 'partners', territory: 'south', skill: 0.9 },
] as const;

export const products = [
  { id: 'sensor', name: 'Sensor S1', family: 'Hardware', price: 240 },
  { id: 'gateway', name: 'Gateway G4', family: 'Hardware', price: 1_900 },
  { id: 'platform', name: 'Platform, one year', family: 'Software', price: 6_500 },
  { id: 'analytics', name: 'Analytics, one year', family: 'Software', price: 3_200 },
  { id: 'care', name: 'Care package', family: 'Service', price: 800 },
] as const;

export const customers = [
  ...[
    'Alder Mills',
    'Brightwater Foods',
    'Chengyuan 诚远物流',
    'Dawning Glass',
    'Eastgate Clinics',
  ],
  ...['Fenghua 丰华纺织', 'Granite & Sons', 'Hongda 宏达电子', 'Ironbridge Rail', 'Jasmine Hotels'],
  ...['Kestrel Paper', 'Lantian 蓝天能源', 'Meridian Tools', 'Northwind Dairy', 'Orchid Pharma'],
  ...['Pinnacle Steel', 'Qiming 启明教育', 'Redwood Homes', 'Silverlake Ports', 'Tongxin 同心医疗'],
] as const;

export const segments = ['enterprise', 'mid-market', 'small'] as const;
export const channels = ['direct', 'partner', 'web'] as const;
export const lossReasons = ['price', 'timing', 'missing feature', 'no decision'] as const;
export const competitors = ['Umbra Systems', 'Vektor', 'Yuntong 云通'] as const;
export const stages = ['qualified', 'proposal', 'negotiation'] as const;
