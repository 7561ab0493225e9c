import { columnWords } from './column-words.js';
import { presetNames, presets } from './presets.js';

/** Vendors call their columns as they do. */
const ours = presetNames.filter((name) => !name.startsWith('zoho-'));

describe('presets', () => {
  it.each(Object.entries(columnWords))('know the same words for %s', (field, words) => {
    const having = ours.filter((name) => Object.hasOwn(presets[name].columns, field));
    expect(having).not.toEqual([]);
    for (const name of having) {
      expect([name, presets[name].columns[field]]).toEqual([
        name,
        expect.arrayContaining([...words]),
      ]);
    }
  });

  it.each([
    ['pipeline', 'salesperson', '销售人员'],
    ['pipeline', 'salesperson', '负责人'],
    ['pipeline', 'record', '编号'],
    ['leads', 'record', '编号'],
    ['feedback', 'salesperson', '负责人'],
    ['targets', 'salesperson', '负责人'],
  ] as const)('%s knows for %s the word %s', (name, field, word) => {
    expect(presets[name].columns[field]).toContain(word);
  });

  it.each(ours)('%s knows no word for two fields', (name) => {
    const words = Object.values(presets[name].columns).flat();
    expect(words.filter((word, place) => words.indexOf(word) !== place)).toEqual([]);
  });

  it.each([
    ['metric', '销售额', 'sales-amount'],
    ['metric', 'Win rate', 'win-rate'],
    ['scope', '组织', 'organization'],
    ['basis', '预测', 'forecast'],
  ])('targets take in %s the word %s', (field, word, meaning) => {
    expect(presets.targets.values?.[field]?.[word]).toBe(meaning);
  });
});
