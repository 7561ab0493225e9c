import { speaker } from '../language.js';
import { changesText } from './audit.js';

const reader = { language: 'en', speak: speaker('en') } as const;
const label = { en: 'overlay credit', zh: '协作业绩' };

describe('the changes of an entry', () => {
  it.each([
    ['a value that came', { before: null, after: '2026-02-20' }, 'overlay credit: – → 2026-02-20'],
    ['a list that went', { before: ['a'], after: [] }, 'overlay credit: ["a"] → –'],
    [
      'a list in words',
      { before: [], after: ['a'], afterShown: ['Ada'] },
      'overlay credit: – → Ada',
    ],
    ['an erased name', { before: null, after: ['a'], afterShown: [null] }, /: – → \S+/],
    [
      'what is not known',
      { before: null, after: [], beforeUnknown: true },
      'overlay credit: ? → –',
    ],
    ['an empty list where nothing was', { before: null, after: [] }, ''],
    ['no list where an empty one was', { before: [], after: null }, ''],
  ])('show %s', (_, change, said) => {
    const text = changesText(reader, [{ label, ...change }]);
    if (typeof said === 'string') expect(text).toBe(said);
    else expect(text).toMatch(said);
  });
});
