import { createRequire } from 'node:module';
import fc from 'fast-check';
import { canonicalJson } from './canonical.js';

// The package's types name a default export that its CommonJS file does not have.
const canonicalize = createRequire(import.meta.url)('canonicalize') as (value: unknown) => string;

describe('canonical JSON', () => {
  it('sorts fields, shows columns as arrays and leaves out what is undefined', () => {
    const value = { b: new Float64Array([1, 2]), a: { d: undefined, c: ['é', null, true, 1e21] } };
    expect(canonicalJson(value)).toBe('{"a":{"c":["é",null,true,1e+21]},"b":[1,2]}');
  });

  it.each([[NaN], [Infinity], [undefined], [[undefined]], [() => 1]])('refuses %s', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('is what the reference implementation makes of any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
    );
  });

  it('is the same whatever the order of fields', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
      }),
    );
  });
});
