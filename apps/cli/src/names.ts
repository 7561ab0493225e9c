// Names of what a table tells of: the API's lists of targets and feedback hold ids alone.
import { type Client } from './client.js';
import { Exit, exitCodes } from './exit.js';

/** Kinds that have names → where one of them is read, and its field in the answer. */
const places: { readonly [kind: string]: string } = {
  salesperson: 'salespeople',
  team: 'teams',
  territory: 'territories',
  product: 'products',
  customer: 'customers',
};
const readAtOnce = 8;

/**
 * By subject, such as `salesperson/sp-7`; without those that have no name, such as an erased one.
 * @param ledger the path of the ledger
 */
export async function namesOf(
  client: Client,
  ledger: string,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const wanted = [...new Set(subjects)].flatMap((subject) => {
    const slash = subject.indexOf('/');
    const place = places[subject.slice(0, slash)];
    return place === undefined ? [] : [{ subject, place, id: subject.slice(slash + 1) }];
  });
  for (let first = 0; first < wanted.length; first += readAtOnce) {
    const batch = wanted.slice(first, first + readAtOnce).map(async ({ subject, place, id }) => {
      const name = await nameAt(client, `${ledger}/${place}/${encodeURIComponent(id)}`);
      if (typeof name === 'string') names.set(subject, name);
    });
    await Promise.all(batch);
  }
  return names;
}

async function nameAt(client: Client, path: string): Promise<string | null | undefined> {
  try {
    return (await client.get<{ readonly name: string | null }>(path)).name;
  } catch (error) {
    if (error instanceof Exit && error.exitCode === exitCodes.refused) return undefined; // nobody of that id
    throw error;
  }
}
