import { rankedPage, reachOf } from './ranked-page.js';

const members = ['ann', 'bob', 'cyd', '销售/区', 'eve'];

function pages(limit: number): readonly (readonly string[])[] {
  const told: (readonly string[])[] = [];
  let cursor: string | undefined;
  do {
    const page = rankedPage(members, { limit, ...(cursor === undefined ? {} : { cursor }) });
    told.push(members.slice(page.start, page.end));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return told;
}

describe('a page of a ranked list', () => {
  it.each([1, 2, 3, 4, 5, 6])('of %i: the pages together are the list', (limit) => {
    expect(pages(limit).flat()).toEqual(members);
    expect(pages(limit)).toHaveLength(Math.ceil(members.length / limit));
  });

  it('goes on after the one told last, wherever it stands now', () => {
    const { cursor = '' } = rankedPage(members, { limit: 2 });
    expect(rankedPage(['bob', 'cyd', 'ann'], { cursor })).toMatchObject({ start: 1, end: 3 });
    expect(rankedPage(['ann', 'cyd', 'eve'], { cursor })).toMatchObject({ start: 1, end: 3 });
    expect(rankedPage([], { cursor })).toEqual({ start: 0, end: 0, cursor: undefined });
  });

  it('reaches so far down as it may have to read', () => {
    expect(reachOf({ limit: 2 })).toBe(2);
    const { cursor = '' } = rankedPage(members, { limit: 2 });
    expect(reachOf({ limit: 2, cursor })).toBe(4);
  });

  it.each(['x', 'MQ', 'LTEvYQ', 'MS9i!', ' '])('refuses %j, which is no cursor', (cursor) => {
    expect(() => rankedPage(members, { cursor })).toThrow(
      expect.objectContaining({ code: 'bad-cursor' }) as Error,
    );
  });
});
