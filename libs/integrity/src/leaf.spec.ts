import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { leafHash } from './leaf.js';

const hexOf = (leaf: string): string => Buffer.from(leaf, 'base64url').toString('hex');

describe('leafHash', () => {
  // The vectors of the reference implementation of RFC 6962 (certificate-transparency, merkle tree tests).
  test.each([
    ['', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    ['00', '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7'],
    ['4c313233343536', '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56'],
  ])('of the bytes %p is the one that others compute', (bytes, leaf) => {
    expect(hexOf(leafHash(Buffer.from(bytes, 'hex')))).toBe(leaf);
  });

  it('is 43 characters of base64url without padding', () => {
    expect(leafHash(new Uint8Array())).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  test.each([65_534, 65_535, 65_536, 1_000_000])('of %i bytes covers every one of them', (size) => {
    const bytes = new Uint8Array(size).fill(7);
    const plain = createHash('sha256').update(new Uint8Array(1)).update(bytes).digest('base64url');
    expect(leafHash(bytes)).toBe(plain);
  });

  it('is another one when one bit is flipped', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 700 });
    fc.assert(
      fc.property(bytes, fc.nat(), (original, place) => {
        const flipped = original.slice();
        const at = place % (original.length * 8);
        flipped[at >> 3] = (flipped[at >> 3] ?? 0) ^ (1 << (at & 7));
        expect(leafHash(flipped)).not.toBe(leafHash(original));
      }),
    );
  });
});
