import { type Client } from './client.js';
import { Exit, exitCodes } from './exit.js';
import { namesOf } from './names.js';

describe('names of what a table tells of', () => {
  const asked: string[] = [];
  const names: { readonly [path: string]: string | null } = {
    '/v1/ledgers/acme/salespeople/sp-7': 'Ada Brandt',
    '/v1/ledgers/acme/customers/konex': 'Konex',
    '/v1/ledgers/acme/salespeople/erased': null,
  };
  const client: Pick<Client, 'get'> = {
    get: <T>(path: string) => {
      asked.push(path);
      const name = names[path];
      if (name === undefined) return Promise.reject(new Exit(exitCodes.refused, 'none'));
      return Promise.resolve({ name } as T); // what the API answers
    },
  };

  it('are read once for each, by kind; who has none is left out', async () => {
    const subjects = ['salesperson/sp-7', 'salesperson/sp-7', 'customer/konex', 'organization'];
    const others = ['salesperson/erased', 'salesperson/nobody', 'channel/web'];
    const found = await namesOf(client as Client, '/v1/ledgers/acme', [...subjects, ...others]);
    expect([...found]).toEqual([
      ['salesperson/sp-7', 'Ada Brandt'],
      ['customer/konex', 'Konex'],
    ]);
    expect(asked).toHaveLength(4);
  });

  it('are not guessed where nobody answers', async () => {
    const get = (): Promise<never> => Promise.reject(new Exit(exitCodes.unreachable, 'gone'));
    const asking = namesOf({ get } as unknown as Client, '/v1', ['team/t']);
    await expect(asking).rejects.toMatchObject({ exitCode: exitCodes.unreachable });
  });
});
