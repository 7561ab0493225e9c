import { realEnvironment } from '@ledger/ledger';
import { type LedgerKeySet, fileKey, lockedKeys, unlockedKeys } from './key-file.js';
import { type KeptKey } from './key-store.js';

const passphrase = 'correct horse battery staple';
const about = { ledger: 'acme', entries: 33, head: 'A'.repeat(43) };
const rows: readonly KeptKey[] = [
  {
    what: 'subject',
    subject: 'salesperson/sp-1',
    keys: { seal: Buffer.alloc(32, 1), nonce: Buffer.alloc(32, 2) },
  },
  { what: 'erased', subject: 'salesperson/sp-2' },
  { what: 'directory', digest: 'digest', id: 'sp-1' },
];
const ledgerKey = Buffer.alloc(32, 3);

async function* inPages(): AsyncGenerator<readonly KeptKey[]> {
  for (const row of rows) yield await Promise.resolve([row]);
}

/** Once for each salt and passphrase: it takes a second of a processor. */
const derived = new Map<string, Promise<Buffer>>();
function derive(phrase: string, salt: string): Promise<Buffer> {
  const name = `${salt} ${phrase}`;
  const key = derived.get(name) ?? fileKey(phrase, salt);
  derived.set(name, key);
  return key;
}

async function written(): Promise<readonly string[]> {
  const options = { passphrase, derive, environment: realEnvironment };
  const lines: string[] = [];
  for await (const line of lockedKeys(about, { ledgerKey, kept: inPages() }, options)) {
    lines.push(line);
  }
  return lines;
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield await Promise.resolve(line);
}

async function read({ kept }: LedgerKeySet): Promise<readonly KeptKey[]> {
  const found: KeptKey[] = [];
  for await (const page of kept) found.push(...page);
  return found;
}

async function refusalOf(lines: readonly string[], phrase = passphrase): Promise<unknown> {
  try {
    await read(await unlockedKeys(each(lines), { passphrase: phrase, derive }));
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a key file', () => {
  let lines: readonly string[];
  beforeAll(async () => {
    lines = await written();
  });

  it('gives back what was locked into it, and says in clear which ledger it is of', async () => {
    const opened = await unlockedKeys(each(lines), { passphrase, derive });
    expect([opened.about, opened.ledgerKey, await read(opened)]).toEqual([about, ledgerKey, rows]);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject(about);
  });

  it('shows neither keys nor of whom they are, and never twice the same', async () => {
    const text = lines.slice(1).map((line) => Buffer.from(line, 'base64url').toString('latin1'));
    expect(text.join('')).not.toMatch(/sp-1|digest|subject/);
    expect(lines.join('')).not.toContain(ledgerKey.toString('base64url'));
    expect((await written()).filter((line) => lines.includes(line))).toEqual([]);
  });

  it('does not open with another passphrase', async () => {
    expect(await refusalOf(lines, `${passphrase} `)).toMatchObject({ code: 'passphrase-wrong' });
  });

  const [header, first, one, two, three, last] = [0, 1, 2, 3, 4, 5] as const;
  it.each([
    ['a line is missing', [header, first, one, three, last], 'keys-damaged', 4],
    ['lines stand in another order', [header, first, two, one, three, last], 'keys-damaged', 3],
    ['a line stands twice', [header, first, one, one, two, three, last], 'keys-damaged', 4],
    ['it ends too early', [header, first, one, two], 'keys-cut-off', 5],
    ['its last line is missing', [header, first, one, two, three], 'keys-cut-off', 6],
    ['something follows', [header, first, one, two, three, last, one], 'keys-damaged', 7],
    ['it is empty', [], 'keys-not-a-key-file', 1],
    ['it ends with the first line', [header], 'passphrase-wrong', 2],
  ])('is refused where %s, with the line', async (_, picked, code, line) => {
    const some = picked.map((at) => lines[at] ?? '');
    expect(await refusalOf(some)).toMatchObject({ code, line });
  });

  it('is refused where one character was changed, wherever', async () => {
    for (const [at, line] of lines.entries()) {
      const place = Math.floor(line.length / 2);
      const other = line[place] === 'A' ? 'B' : 'A';
      const altered = line.slice(0, place) + other + line.slice(place + 1);
      const refusal = await refusalOf(lines.with(at, altered));
      expect([at, refusal]).toEqual([at, expect.objectContaining({ name: 'KeyFileError' })]);
    }
  });

  it.each([
    [{ format: 'sales-ledger-keys', version: 2 }, 'keys-newer-format'],
    [{ specversion: '1.0' }, 'keys-not-a-key-file'],
    [null, 'keys-not-a-key-file'],
  ])('is told from a file that begins with %j', async (begins, code) => {
    expect(await refusalOf([JSON.stringify(begins)])).toMatchObject({ code });
  });
});
