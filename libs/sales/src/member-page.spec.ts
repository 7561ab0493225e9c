import { memberPage } from './member-page.js';

const members = ['eve', 'ann', '销售/区', 'bob', 'ann'];
const by = 'salesperson';

describe('a page of members', () => {
  it.each([1, 2, 3, 4, 5])('of %i: the pages together are everyone once, by id', (limit) => {
    const told: string[] = [];
    let cursor: string | undefined;
    do {
      const next = memberPage(members, { by, limit, cursor });
      told.push(...next.page);
      cursor = next.cursor;
    } while (cursor !== undefined);
    expect(told).toEqual(['ann', 'bob', 'eve', '销售/区']);
  });

  it('goes on after one who is listed no more', () => {
    const { cursor } = memberPage(members, { by, limit: 2, cursor: undefined });
    expect(memberPage(['ann', 'cyd'], { by, limit: 2, cursor }).page).toEqual(['cyd']);
  });

  it('refuses the cursor of another list', () => {
    const { cursor } = memberPage(members, { by, limit: 2, cursor: undefined });
    expect(() => memberPage(members, { by: 'team', limit: 2, cursor })).toThrow(
      expect.objectContaining({ code: 'bad-cursor' }) as Error,
    );
  });

  it.each(['!!', 'x', 'abc', 'c2FsZXNwZXJzb24v', 'c2FsZXNwZXJzb24vYW5u!'])(
    'refuses %j, which is no cursor',
    (cursor) => {
      expect(() => memberPage(members, { by, limit: 2, cursor })).toThrow(
        expect.objectContaining({ code: 'bad-cursor' }) as Error,
      );
    },
  );
});
