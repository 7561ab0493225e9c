import { apiKeyIn, apiKeyLine, hashOfKey, keyLinesIn, newApiKey } from './api-key.js';

const hash = hashOfKey('slk_of-somebody');

describe('an API key', () => {
  it('is new each time and tells a scanner what it is', () => {
    const keys = Array.from({ length: 100 }, newApiKey);
    expect(new Set(keys).size).toBe(100);
    for (const key of keys) expect(key).toMatch(/^slk_[A-Za-z0-9_-]{43}$/);
  });

  it('is configured by its hash, in either writing', () => {
    expect(hash.toString('hex')).toMatch(/^[0-9a-f]{64}$/); // SHA-256
    for (const written of [
      hash.toString('hex'),
      hash.toString('hex').toUpperCase(),
      hash.toString('base64url'),
      `${hash.toString('base64url')}=`,
    ]) {
      expect(apiKeyIn(`user/u-7:${written}`)).toEqual({ actor: 'user/u-7', hash });
      expect(apiKeyIn(`user/u-7:${written}:ci.1`)).toEqual({
        actor: 'user/u-7',
        hash,
        name: 'ci.1',
      });
    }
  });

  it('is read from the line that is written of it', () => {
    for (const key of [
      { actor: 'user/u-7', hash },
      { actor: 'user/u-7', hash, name: 'ci' },
    ]) {
      expect(apiKeyIn(apiKeyLine(key))).toEqual(key);
    }
  });

  it.each([
    'user/u-7',
    'user/u-7:slk_abc',
    `policy/x:${hash.toString('hex')}`,
    `import/crm:${hash.toString('hex')}`,
    `user/U-7:${hash.toString('hex')}`,
    `user/${'u'.repeat(65)}:${hash.toString('hex')}`,
    `user/u-7:${hash.toString('hex')}0`,
    `user/u-7:${hash.toString('hex')}:a b`,
    `user/u-7:${hash.toString('hex')}:`,
    newApiKey(),
  ])('is not %s', (line) => {
    expect(apiKeyIn(line)).toBeUndefined();
  });

  it('may stand among others and remarks', () => {
    expect(keyLinesIn('a, b\r\n\n# remark\n  c  ,,')).toEqual(['a', 'b', 'c']);
  });
});
