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

  it('compares stages without case', () => {
    const mapping = mappingWith(presets.pipeline, { won: ['Gewonnen'], lost: ['VERLOREN'] });
    expect(mapping).toMatchObject({ won: ['gewonnen'], lost: ['verloren'] });
  });

  it.each([
    ['a list', [], '(file)'],
    ['an unknown field', { kolumns: {} }, 'kolumns'],
    ['the kind', { kind: 'products' }, 'kind'],
    ['a prototype key', JSON.parse('{"__proto__": {}}'), '__proto__'],
    ['a column that is no list', { columns: { value: 'Betrag' } }, 'columns'],
    ['an empty stage', { won: [''] }, 'won'],
    ['an unknown date order', { dates: 'ymd' }, 'dates'],
    ['a currency in small letters', { currency: 'usd' }, 'currency'],
  ])('refuses %s by name', (_, overrides, field) => {
    expect(() => mappingWith(presets.pipeline, overrides)).toThrow(
      expect.objectContaining({ rule: 'mapping-invalid', detail: { field } }),
    );
  });
});
