import { hash } from 'node:crypto';
import { weekdayOf } from '@ledger/ledger';
import { firstDay, lastDay } from './company.js';
import { contentsOf } from './contents.js';
import { demoStory } from './story.js';

const story = demoStory('a seed');
const commands = story.flatMap((sitting) => sitting.commands);

describe('The story of the demo', () => {
  test('is the same for the same seed on every machine, and another for another', () => {
    const digest = hash('sha256', JSON.stringify(story));
    expect(digest).toBe('02edb5456b959f9790ce455f749f5b9b116d6c62912a40ee24f790e1b998f2a3');
    expect(hash('sha256', JSON.stringify(demoStory('a seed')))).toBe(digest);
    expect(hash('sha256', JSON.stringify(demoStory('another seed')))).not.toBe(digest);
  });

  test('goes on in the order of recording, on workdays, up to its last day', () => {
    const moments = story.map(({ at }) => at);
    expect(moments).toEqual(moments.toSorted());
    expect(new Set(moments).size).toBe(moments.length);
    expect(moments[0]?.slice(0, 10) ?? '').toMatch(firstDay.slice(0, 8));
    expect(moments.at(-1)?.slice(0, 10)).toBe(lastDay);
    expect(moments.filter((at) => weekdayOf(at.slice(0, 10)) > 5)).toEqual([]);
  });

  test('knows the company that it promises', () => {
    const contents = contentsOf(story);
    expect(contents).toMatchObject({ salespeople: 30, teams: 6, products: 10, customers: 120 });
    for (const [name, count] of Object.entries(contents))
      expect([name, count > 5]).toEqual([name, true]);
  });

  test('gives every customer a name of its own', () => {
    const names = commands
      .filter(({ type }) => type === 'RegisterCustomer')
      .map(({ data }) => (data as { readonly name: string }).name); // that command's
    expect(new Set(names).size).toBe(120);
  });

  test('has as many sittings as a slow disk can take, and thousands of commands', () => {
    expect(commands.length).toBeGreaterThan(5_000);
    expect(story.length).toBeLessThan(700);
  });
});
