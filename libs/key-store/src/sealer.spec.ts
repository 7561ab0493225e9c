import { memoryKeyStore } from './memory/key-store.js';
import { countingEnvironment, someMasterKey } from './key-store.contract.js';
import { sealer } from './sealer.js';

const subject = 'salesperson/sp-1';
const fresh = async () => sealer(await memoryKeyStore(someMasterKey, countingEnvironment()));

describe('a sealed value', () => {
  it.each([
    ['text', 'Ada 林'],
    ['nothing', ''],
    ['a list', [{ name: 'Ada', phone: '+1' }]],
  ])('opens to the same: %s', async (_, value) => {
    const seals = await fresh();
    const sealed = await seals.seal('acme', subject, 'name', value);
    expect(sealed).toMatch(/^sealed:salesperson\/sp-1:[A-Za-z0-9_-]+$/);
    expect(await seals.open('acme', sealed)).toEqual(value);
  });

  it('is the same text for the same field, and another for another field, value or person', async () => {
    const seals = await fresh();
    const once = await seals.seal('acme', subject, 'name', 'Ada');
    expect(await seals.seal('acme', subject, 'name', 'Ada')).toBe(once);
    const others = [
      await seals.seal('acme', subject, 'email', 'Ada'),
      await seals.seal('acme', subject, 'name', 'Bo'),
      await seals.seal('acme', 'salesperson/sp-2', 'name', 'Ada'),
      await seals.seal('globex', subject, 'name', 'Ada'),
    ];
    expect(new Set([once, ...others]).size).toBe(5);
  });

  it('is unreadable after one changed character, in another ledger, or without keys', async () => {
    const seals = await fresh();
    const sealed = await seals.seal('acme', subject, 'name', 'Ada');
    const last = sealed.at(-3) === 'A' ? 'B' : 'A';
    expect(
      await seals.open('acme', `${sealed.slice(0, -3)}${last}${sealed.slice(-2)}`),
    ).toBeUndefined();
    expect(await seals.open('globex', sealed)).toBeUndefined();
    expect(await (await fresh()).open('acme', sealed)).toBeUndefined();
    expect(await seals.open('acme', 'sealed:x')).toBeUndefined();
  });

  it('is opened wherever it stands in an answer, and is null where it is unreadable', async () => {
    const seals = await fresh();
    const sealed = await seals.seal('acme', subject, 'name', 'Ada');
    const answer = { rows: [{ name: sealed, rank: 1, none: null }], other: 'sealed:nobody:xx' };
    expect(await seals.openAll('acme', answer)).toEqual({
      rows: [{ name: 'Ada', rank: 1, none: null }],
      other: null,
    });
  });

  it('leaves an answer without sealed values as it is', async () => {
    const answer = { rows: [{ name: 'Ada', column: Float64Array.of(1, 2) }] };
    expect(await (await fresh()).openAll('acme', answer)).toBe(answer);
  });

  it('is opened among thousands while others get their turn', async () => {
    const seals = await fresh();
    const texts = Array.from({ length: 3_000 }, (_, n) => `Name ${n}`);
    const rows: string[] = [];
    for (const text of texts) rows.push(await seals.seal('acme', subject, 'name', text));
    let turns = 0;
    const turn = (): void => {
      turns += 1;
      next = setImmediate(turn);
    };
    let next = setImmediate(turn);
    expect(await seals.openAll('acme', rows)).toEqual(texts);
    clearImmediate(next);
    expect(turns).toBeGreaterThan(5);
  });
});
