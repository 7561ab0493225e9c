import { demandFitting } from './better-preset.js';
import { type PresetName } from './presets.js';

const deals =
  'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value';
const zoho = 'Record Id,Deal Owner,Stage,Closing Date,Amount,Account Name,Created Time';

const refused: readonly [PresetName, string, PresetName][] = [
  ['products', deals, 'pipeline'],
  ['customers', deals, 'pipeline'],
  ['organization', `${deals},manager`, 'pipeline'],
  ['customers', zoho, 'zoho-deals'],
];
const taken: readonly [PresetName, string][] = [
  ['pipeline', deals],
  ['pipeline', zoho],
  ['organization', 'sales_agent,manager,regional_office'],
  ['products', 'product,series,sales_price'],
  ['customers', 'account,sector,year_established,revenue,office_location,subsidiary_of'],
  ['customers', 'account,sales_agent,manager'],
  ['products', '#1,#2,#3,#4,#5,#6,#7,#8'],
];

describe('a preset', () => {
  it.each(refused)('%s does not fit the columns %s: csv-other-preset', (preset, header, better) => {
    expect(() => demandFitting(header.split(','), preset)).toThrow(
      expect.objectContaining({ rule: 'csv-other-preset', detail: { preset, better } }),
    );
  });

  it.each(taken)('%s fits the columns %s', (preset, header) => {
    expect(() => demandFitting(header.split(','), preset)).not.toThrow();
  });
});
