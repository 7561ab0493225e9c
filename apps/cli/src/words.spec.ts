import 'reflect-metadata';
import { slices } from '@ledger/sales';
import { kept } from '../../../libs/sales/src/measure/space.js';
import { kpiUnits } from '../../../libs/sales/src/kpi/kpi.events.js';
import { scopeWords, wordOf } from './words.js';

const codes = [
  ...slices.flatMap(({ events }) => Object.keys(events)),
  ...kept.flatMap(({ scope, by }) => [scope, by]),
  ...kpiUnits,
];

describe('words for codes', () => {
  it.each([...new Set(codes)])(
    '%s has a Chinese word, and stands for itself in English',
    (code) => {
      expect(wordOf('zh', code)).toMatch(/^\p{Script=Han}+$/u);
      expect(wordOf('en', code)).toBe(code);
    },
  );

  it('leave ids and names as they are', () => {
    expect(['sp-7', 'constructor', 'West'].map((id) => wordOf('zh', id))).toEqual([
      'sp-7',
      'constructor',
      'West',
    ]);
  });

  it('tell a scope by its name, or by kind and id', () => {
    expect(scopeWords('zh', 'organization')).toBe('组织');
    expect(scopeWords('zh', 'team/T-1')).toBe('团队/T-1');
    expect(scopeWords('zh', 'team/T-1', 'West')).toBe('West');
    expect(scopeWords('en', 'team/T-1', null)).toBe('team/T-1');
  });
});
