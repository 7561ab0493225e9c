import { speaker } from '../language.js';
import { rowsText } from './leaderboard.js';

const period = { label: '2026-Q1', start: '2026-01-01', end: '2026-03-31' };
const ada = {
  ...{ rank: 1, member: 'sp-1', name: 'Ada', value: '0.800000', gapToNext: null, movement: 2 },
};

describe('the rows of a leaderboard', () => {
  it('stand below their head', () => {
    const text = rowsText(
      { language: 'en', speak: speaker('en') },
      { rows: [ada], period, unit: 'ratio' },
    );
    expect(text).toMatch(/^Rank .*\n1 +Ada +0\.800000 +▲2 +sp-1$/);
  });

  it('show money with the decimals of its currency', () => {
    const average = { ...ada, value: '1234.500000', gapToNext: '17.250000' };
    const answer = { rows: [average], period, unit: 'money', currency: 'JPY' };
    const text = rowsText({ language: 'en', speak: speaker('en') }, answer);
    expect(text).toMatch(/\n1 +Ada +1234 +17 +▲2 +sp-1$/);
  });

  it.each([
    ['en', /^Nobody is listed: .* 2026-Q1\..*target\.$/],
    ['zh', /^没有可列出的成员：2026-Q1 .*目标/],
  ] as const)('are said to be none, and why: %s', (language, said) => {
    expect(
      rowsText({ language, speak: speaker(language) }, { rows: [], period, unit: 'ratio' }),
    ).toMatch(said);
  });
});
