import { mappingWith } from './mapping.js';
import { presets } from './presets.js';

describe('mapping', () => {
  it('keeps the preset where nothing is overridden', () => {
    expect(mappingWith(presets.pipeline, undefined)).toBe(presets.pipeline);
    expect(mappingWith(presets.pipeline, {})).toEqual(presets.pipeline);
  });

  it('lays columns and aliases over the preset, one by one', () => {
    const mapping = mappingWith(presets.pipeline, {
      columns: { value: ['Betrag'] },
      aliases: { 'GTX Pro': ['GTXPro'] },
      dates: 'dmy',
    });
    expect(mapping.columns['value']).toEqual(['Betrag']);
    expect(mapping.columns['record']).toEqual(presets.pipeline.columns['record']);
    expect(mapping).toMatchObject({ dates: 'dmy', aliases: { 'GTX Pro': ['GTXPro'] } });
  });

  it('names columns by number, and lays prefixes and values over the preset’s', () => {
    const mapping = mappingWith(presets['zoho-deals'], {
      columns: { value: [4, 'Summe'] },
      prefixes: { record: 'x-' },
      values: { salesperson: { '7': 'Ada' } },
    });
    expect(mapping.columns['value']).toEqual(['#4', 'Summe']);
    expect(mapping).toMatchObject({
      prefixes: { record: 'x-', customer: 'zcrm_' },
      values: { salesperson: { '7': 'Ada' } },
    });
  });

  it('compares stages without case', () => {
    const mapping = mappingWith(presets.pipeline, { won: ['Gewonnen'], lost: ['VERLOREN'] });
    expect(mapping).toMatchObject({ won: ['gewonnen'], lost: ['verloren'] });
  });

  it('compares statuses of leads without case', () => {
    const mapping = mappingWith(presets.leads, { qualified: ['MQL'] });
    expect(mapping.qualified).toEqual(['mql']);
    expect(mapping.converted).toEqual(presets.leads.converted);
    expect(mappingWith(presets.pipeline, { dates: 'dmy' })).not.toHaveProperty('qualified');
  });

  it.each(['organization', 'customers', 'targets', 'feedback', 'leads', 'zoho-leads'] as const)(
    'refuses other names of products for %s, whose rows name none',
    (preset) => {
      const aliases = { 'GTX Pro': ['GTXPro'] };
      expect(() => mappingWith(presets[preset], { aliases })).toThrow(
        expect.objectContaining({ rule: 'aliases-unused', detail: { kind: presets[preset].kind } }),
      );
      expect(mappingWith(presets[preset], { aliases: {} }).aliases).toEqual({});
    },
  );

  it.each(['products', 'pipeline', 'zoho-deals'] as const)(
    'takes other names of products for %s',
    (preset) => {
      const aliases = { 'GTX Pro': ['GTXPro'] };
      expect(mappingWith(presets[preset], { aliases }).aliases).toEqual(aliases);
    },
  );

  it.each([
    ['a grain that no target has', { grain: 'week' }, 'grain'],
    ['an empty metric', { metric: '' }, 'metric'],
    ['a status that is no text', { converted: [1] }, 'converted'],
    ['a list', [], '(file)'],
    ['an unknown field', { kolumns: {} }, 'kolumns'],
    ['the kind', { kind: 'products' }, 'kind'],
    ['a prototype key', JSON.parse('{"__proto__": {}}'), '__proto__'],
    ['a column that is no list', { columns: { value: 'Betrag' } }, 'columns'],
    ['an empty stage', { won: [''] }, 'won'],
    ['an unknown date order', { dates: 'ymd' }, 'dates'],
    ['a column before the first', { columns: { value: [0] } }, 'columns'],
    ['a header that is no yes or no', { header: 'no' }, 'header'],
    ['a delimiter of two characters', { delimiter: '||' }, 'delimiter'],
    ['a quote as delimiter', { delimiter: '"' }, 'delimiter'],
    ['an unknown time zone', { timeZone: 'Mars/Olympus' }, 'timeZone'],
    ['an empty prefix', { prefixes: { record: '' } }, 'prefixes'],
    ['a value that is no text', { values: { stage: { won: 1 } } }, 'values'],
    ['another kind of end', { ends: 'never' }, 'ends'],
    ['a currency in small letters', { currency: 'usd' }, 'currency'],
  ])('refuses %s by name', (_, overrides, field) => {
    expect(() => mappingWith(presets.pipeline, overrides)).toThrow(
      expect.objectContaining({ rule: 'mapping-invalid', detail: { field } }),
    );
  });
});
