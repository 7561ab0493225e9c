// A ledger's keys in a file of their own, locked with a passphrase. Line 1 says in clear of which ledger and which entries
// they are; each further line is base64url of AES-256-GCM ciphertext ‖ tag (16 bytes) of JSON: the ledger's key, then pages of
// rows, then an empty page. Nonce: the line's number from 0 on (11 bytes, big-endian) ‖ 1 for the last one, else 0, as in
// the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015); line 1 is authenticated with each. So no line can be
// altered, left out, moved or taken from another file. The file's key: scrypt of the passphrase under a salt of its own.
import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto';
import { type Environment } from '@ledger/ledger';
import { KeyFileError } from './key-file-error.js';
import { type KeptKey } from './key-store.js';
import { type WireKey, keptKeyOf, wireKeyOf } from './key-file-row.js';
import { keyBytes } from './wrap.js';

/** Of which ledger, and up to which entry: the keys of one export go with the entries of the same one. */
export type KeyFileAbout = {
  readonly ledger: string;
  readonly entries: number;
  /** Leaf hash (base64url) of the last one. */
  readonly head: string;
};

export type LedgerKeySet = {
  readonly ledgerKey: Buffer;
  readonly kept: AsyncIterable<readonly KeptKey[]>;
};

/** At least so many characters: whoever has the file may try passphrases for ever. */
export const passphraseLengthMin = 16;

const form = { format: 'sales-ledger-keys', version: 1 } as const;
const algorithm = 'aes-256-gcm';
const tagBytes = 16;
const saltBytes = 16;
/** OWASP's first choice for scrypt (2023): 128 MB of memory for each try. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 } as const;

type Header = KeyFileAbout & {
  readonly format: string;
  readonly version: number;
  readonly salt: string;
};

/** What locks a file. */
export type KeyFileLock = {
  readonly passphrase: string;
  /** By default scrypt, which takes its time on purpose. */
  readonly derive?: (passphrase: string, salt: string) => Promise<Buffer>;
};

/** Lines without their ends. Whoever writes them sees to it that only their owner may read them. */
export async function* lockedKeys(
  about: KeyFileAbout,
  { ledgerKey, kept }: LedgerKeySet,
  {
    passphrase,
    derive = fileKey,
    environment,
  }: KeyFileLock & { readonly environment: Environment },
): AsyncGenerator<string> {
  const salt = environment.randomBytes(saltBytes).toString('base64url');
  const { ledger, entries, head } = about;
  const header = JSON.stringify({ ...form, ledger, entries, head, salt } satisfies Header);
  const key = await derive(passphrase, salt);
  let at = 0;
  const locked = (content: unknown, isLast = false): string => {
    const cipher = createCipheriv(algorithm, key, nonceOf(at, isLast)).setAAD(Buffer.from(header));
    at += 1;
    const parts = [cipher.update(JSON.stringify(content)), cipher.final(), cipher.getAuthTag()];
    return Buffer.concat(parts).toString('base64url');
  };
  yield header;
  yield locked({ ledgerKey: ledgerKey.toString('base64url') });
  for await (const page of kept) yield locked(page.map(wireKeyOf));
  yield locked([], true);
}

/**
 * Reads to the first line of keys; the rest is read and proved as `kept` is.
 * @throws KeyFileError also while `kept` is read
 */
export async function unlockedKeys(
  lines: AsyncIterable<string>,
  { passphrase, derive = fileKey }: KeyFileLock,
): Promise<{ readonly about: KeyFileAbout } & LedgerKeySet> {
  const iterator = lines[Symbol.asyncIterator]();
  const header = (await next(iterator)) ?? '';
  const { salt, ...about } = headerIn(header);
  const key = await derive(passphrase, salt);
  const open = (line: string, at: number, isLast: boolean): unknown =>
    opened(line, { key, nonce: nonceOf(at, isLast), bound: Buffer.from(header) });
  const first = open((await next(iterator)) ?? '', 0, false);
  // What opens was written by lockedKeys.
  const ledgerKey = (first as { readonly ledgerKey: string } | undefined)?.ledgerKey;
  if (ledgerKey === undefined) throw new KeyFileError('passphrase-wrong', 2);

  async function* kept(): AsyncGenerator<readonly KeptKey[]> {
    for (let at = 1; ; at += 1) {
      const line = await next(iterator);
      if (line === undefined) throw new KeyFileError('keys-cut-off', at + 2);
      const page = open(line, at, false) as readonly WireKey[] | undefined; // as above
      if (page !== undefined) yield page.map(keptKeyOf);
      else if (open(line, at, true) === undefined) throw new KeyFileError('keys-damaged', at + 2);
      else if ((await next(iterator)) === undefined) return;
      else throw new KeyFileError('keys-damaged', at + 3);
    }
  }

  const { ledger, entries, head } = about;
  const key32 = Buffer.from(ledgerKey, 'base64url');
  return { about: { ledger, entries, head }, ledgerKey: key32, kept: kept() };
}

async function next(lines: AsyncIterator<string>): Promise<string | undefined> {
  const result = await lines.next();
  return result.done === true ? undefined : result.value;
}

function headerIn(line: string): Header {
  const header = jsonIn(line);
  if (header?.format !== form.format) throw new KeyFileError('keys-not-a-key-file', 1);
  if (header.version !== form.version) throw new KeyFileError('keys-newer-format', 1);
  return header;
}

function jsonIn(line: string): Header | undefined {
  try {
    return JSON.parse(line) as Header | undefined; // its fields are authenticated by every further line
  } catch {
    return undefined; // said to be no such file
  }
}

/** The file's own key (32 bytes). */
export function fileKey(passphrase: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase, Buffer.from(salt, 'base64url'), keyBytes, cost, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

function nonceOf(at: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(at, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

type Lock = { readonly key: Buffer; readonly nonce: Buffer; readonly bound: Buffer };

function opened(line: string, { key, nonce, bound }: Lock): unknown {
  const bytes = Buffer.from(line, 'base64url');
  if (bytes.length < tagBytes) return undefined;
  const sealed = bytes.subarray(0, bytes.length - tagBytes);
  try {
    const decipher = createDecipheriv(algorithm, key, nonce)
      .setAAD(bound)
      .setAuthTag(bytes.subarray(bytes.length - tagBytes));
    return JSON.parse(Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8'));
  } catch {
    return undefined; // who asks says what that means
  }
}
