import fc from 'fast-check';
import {
  type Entry,
  type EventCatalogue,
  decodeEntry,
  encodeEntry,
  firstPrevHash,
} from './entry.js';

const catalogue: EventCatalogue = {
  Noted: { version: 1 },
  Grown: {
    version: 3,
    upcast: { 1: (data) => ({ ...data, second: 2 }), 2: (data) => ({ ...data, third: 3 }) },
  },
};

const noted: Entry = {
  ledger: 'acme',
  sequence: 184,
  type: 'Noted',
  subject: 'note/N-1',
  version: 3,
  time: '2026-03-31T09:12:44.120Z',
  occurredOn: '2026-03-30',
  postedOn: '2026-03-30',
  actor: 'user/u-7',
  assurance: 'stated',
  commandId: '00000000-0000-5000-8000-000000000000',
  commandHash: firstPrevHash,
  correlationId: 'c-1',
  prevHash: firstPrevHash,
  data: { text: 'hello' },
};

const decoded = (text: string): Entry => decodeEntry(Buffer.from(text), catalogue);
const wireOf = (text: string): object => JSON.parse(text);

describe('an entry', () => {
  it('is one line of CloudEvents JSON', () => {
    const text = encodeEntry(noted, catalogue);
    expect(text).not.toContain('\n');
    expect(wireOf(text)).toMatchObject({
      specversion: '1.0',
      id: 'acme:184',
      source: '/ledgers/acme',
      type: 'sales.Noted.v1',
      entry: 184,
      data: { text: 'hello' },
    });
  });

  it('reads back as it was written, whatever its data', () => {
    const data = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()).filter(isPlain);
    const causation = fc.option(fc.constantFrom('acme:1', 'c-9'), { nil: undefined });
    const assurance = fc.constantFrom('stated', 'key');
    fc.assert(
      fc.property(data, causation, assurance, (given, causationId, how) => {
        const entry = { ...noted, assurance: how, data: JSON.parse(JSON.stringify(given)) };
        const whole = causationId === undefined ? entry : { ...entry, causationId };
        expect(decoded(encodeEntry(whole, catalogue))).toEqual(whole);
      }),
    );
  });

  it.each<readonly [string, (text: string) => string]>([
    ['fields in another order', (text) => JSON.stringify(reversed(wireOf(text)))],
    ['white space', (text) => JSON.stringify(wireOf(text), null, 2)],
    ['a line end', (text) => `${text}\n`],
    ['an attribute more after data', (text) => text.replace(/\}$/, ',"more":{"data":1}}')],
    ['an attribute more before data', (text) => text.replace('"data":', '"more":1,"data":')],
    ['escapes in the envelope', (text) => text.replace('user/u-7', 'user\\/u-7')],
  ])('reads back with %s', (_what, rewritten) => {
    const text = rewritten(encodeEntry(noted, catalogue));
    expect(text).not.toBe(encodeEntry(noted, catalogue));
    expect(decoded(text)).toEqual(noted);
  });

  it('takes the last of repeated attributes, as JSON.parse does', () => {
    const text = encodeEntry(noted, catalogue).replace(/\}$/, ',"version":9}');
    expect(decoded(text).version).toBe(9);
  });

  it.each([
    ['cut short', (text: string) => text.slice(0, -1)],
    ['with a brace too many', (text: string) => `${text}}`],
    ['empty', () => ''],
  ])('is not read when it is %s', (_what, broken) => {
    expect(() => decoded(broken(encodeEntry(noted, catalogue)))).toThrow(SyntaxError);
  });

  it('is lifted to the current version of its type', () => {
    const old: Entry = { ...noted, type: 'Grown', data: { first: 1 } };
    const text = encodeEntry(old, { Grown: { version: 1 } });
    expect(decoded(text).data).toEqual({ first: 1, second: 2, third: 3 });
  });

  it.each([
    ['of an unknown type', 'Unheard', 1],
    ['of a newer version', 'Noted', 2],
  ])('%s is an error', (_what, type, version) => {
    const text = encodeEntry({ ...noted, type }, { [type]: { version } });
    expect(() => decoded(text)).toThrow(
      `entry 184 of /ledgers/acme has the unknown type sales.${type}.v${version}`,
    );
  });

  it('of an unknown type is not written', () => {
    expect(() => encodeEntry({ ...noted, type: 'Unheard' }, catalogue)).toThrow('Unheard');
  });
});

/** JSON.parse makes `__proto__` a field of its own, object literals do not. */
function isPlain(data: object): boolean {
  return !JSON.stringify(data).includes('__proto__');
}

function reversed(wire: object): object {
  return Object.fromEntries(Object.entries(wire).reverse());
}
