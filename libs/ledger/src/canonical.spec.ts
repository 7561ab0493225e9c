import { createRequire } from 'node:module';
import fc from 'fast-check';
import { canonicalJson } from './canonical.js';

// Its types speak of a default export that a CommonJS module does not have under nodenext.
const canonicalize = createRequire(import.meta.url)('canonicalize') as (value: unknown) => string;

describe('canonical JSON', () => {
  it.each([
    {
      what: 'fields in order',
      value: { b: 1, a: { d: [], c: {} } },
      text: '{"a":{"c":{},"d":[]},"b":1}',
    },
    { what: 'numbered fields as text', value: { 10: 1, 9: 2 }, text: '{"10":1,"9":2}' },
    {
      what: 'numbers as ECMAScript does',
      value: [1e21, 1e-7, -0, 0.1, 4.5],
      text: '[1e+21,1e-7,0,0.1,4.5]',
    },
    {
      what: 'text with escapes',
      value: '\u20ac$\u000f\nA\'B"\\',
      text: '"€$\\u000f\\nA\'B\\"\\\\"',
    },
    {
      what: 'columns as arrays',
      value: { c: Float64Array.of(1, -0, 2.5) },
      text: '{"c":[1,0,2.5]}',
    },
    { what: 'no field that is undefined', value: { a: undefined, b: null }, text: '{"b":null}' },
    {
      what: 'an own field __proto__',
      value: JSON.parse('{"__proto__":1,"a":2}'),
      text: '{"__proto__":1,"a":2}',
    },
  ])('writes $what', ({ value, text }) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('sorts by code units: the example of RFC 8785, 3.2.3', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    const names = [...canonicalJson(value).matchAll(/:"([A-Z][a-z]+)/g)].map(([, name]) => name);
    expect(names).toEqual(['Carriage', 'One', 'Control', 'Latin', 'Euro', 'Emoji', 'Hebrew']);
  });

  it('is the same whatever the order of fields', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
      }),
    );
  });

  it('equals an independent implementation for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary', maxDepth: 5 }), (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([undefined, NaN, Infinity, 1n, Symbol('s'), () => 1, [undefined], { a: NaN }])(
    'has no text for %p',
    (value) => {
      expect(() => canonicalJson(value)).toThrow(TypeError);
    },
  );
});
