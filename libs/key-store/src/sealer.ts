// Seals personal fields and opens them again. A sealed value is `sealed:<kind>/<id>:<base64url>` with
// nonce (12 bytes) ‖ AES-256-GCM ciphertext of the value's JSON ‖ tag (16 bytes); ledger and subject are authenticated.
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { type KeyStore, type SubjectKeys } from './key-store.js';

export type Sealer = {
  /** The same value in the same field gives the same text, so that a retry is the same command. */
  seal(ledger: string, subject: string, field: string, value: unknown): Promise<string>;
  /** undefined where the subject's keys are gone, or the text is not a sealed value of this ledger. */
  open(ledger: string, sealed: string): Promise<unknown>;
  /** The same JSON answer with every sealed value opened; what can't be opened becomes null. */
  openAll<T>(ledger: string, answer: T): Promise<T>;
};

const algorithm = 'aes-256-gcm';
const prefix = 'sealed:';
const nonceBytes = 12;
const tagBytes = 16;
/** Opened keys that are kept in memory, so that a list of names costs one look-up each. */
const subjectsRememberedMax = 50_000;
/** Opened in one go before timers and sockets get a turn: some 5 ms of work. */
const openedAtOnceMax = 250;

export function sealer(keys: KeyStore): Sealer {
  const remembered = new Map<string, SubjectKeys>();
  const known = async (
    ledger: string,
    subject: string,
    ask: KeyStore['subjectKeys'],
  ): Promise<SubjectKeys | undefined> => {
    const name = `${ledger} ${subject}`;
    const found = remembered.get(name) ?? (await ask(ledger, subject));
    if (found === undefined) return undefined;
    if (remembered.has(name)) return found;
    if (remembered.size >= subjectsRememberedMax) remembered.clear();
    remembered.set(name, found);
    return found;
  };
  const open = async (ledger: string, sealed: string): Promise<unknown> => {
    const [, subject, text] = /^sealed:([^:]+):([A-Za-z0-9_-]+)$/.exec(sealed) ?? [];
    if (subject === undefined || text === undefined) return undefined;
    const pair = await known(ledger, subject, (of, whom) => keys.subjectKeys(of, whom));
    return pair === undefined ? undefined : opened(pair.seal, boundTo(ledger, subject), text);
  };
  const openAll = async <T>(ledger: string, answer: T): Promise<T> => {
    const opened = new Map<string, unknown>();
    const all = [...sealedIn(answer)];
    for (let from = 0; from < all.length; from += openedAtOnceMax) {
      if (from > 0) await new Promise(setImmediate);
      const part = all.slice(from, from + openedAtOnceMax);
      // Together, so that a store elsewhere is asked once for many keys.
      const values = await Promise.all(part.map((sealed) => open(ledger, sealed)));
      for (const [at, sealed] of part.entries()) opened.set(sealed, values[at] ?? null);
    }
    // The same shape; only texts that were sealed are others.
    return opened.size === 0 ? answer : (replaced(answer, opened) as T);
  };
  return {
    seal: async (ledger, subject, field, value) => {
      const pair = await known(ledger, subject, (of, whom) => keys.ensureSubjectKeys(of, whom));
      if (pair === undefined) throw new Error(`no keys for ${subject}`);
      const text = JSON.stringify(value);
      const nonce = createHmac('sha256', pair.nonce).update(`${field}\0${text}`).digest();
      const short = nonce.subarray(0, nonceBytes);
      const cipher = createCipheriv(algorithm, pair.seal, short).setAAD(boundTo(ledger, subject));
      const parts = [short, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return `${prefix}${subject}:${Buffer.concat(parts).toString('base64url')}`;
    },
    open,
    openAll,
  };
}

function boundTo(ledger: string, subject: string): Buffer {
  return Buffer.from(`${ledger} ${subject}`);
}

function opened(key: Buffer, bound: Buffer, text: string): unknown {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length < nonceBytes + tagBytes) return undefined;
  try {
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes))
      .setAAD(bound)
      .setAuthTag(bytes.subarray(bytes.length - tagBytes));
    const sealed = bytes.subarray(nonceBytes, bytes.length - tagBytes);
    const plain = Buffer.concat([decipher.update(sealed), decipher.final()]);
    return JSON.parse(plain.toString('utf8'));
  } catch {
    return undefined; // sealed under keys that were erased, or not by us: unreadable is its meaning
  }
}

/** Each sealed text once, however often it stands in the answer. */
function sealedIn(answer: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof answer === 'string') {
    if (answer.startsWith(prefix)) found.add(answer);
  } else if (typeof answer === 'object' && answer !== null && !ArrayBuffer.isView(answer)) {
    for (const one of Object.values(answer)) sealedIn(one, found);
  }
  return found;
}

function replaced(answer: unknown, opened: ReadonlyMap<string, unknown>): unknown {
  if (typeof answer === 'string') return opened.has(answer) ? opened.get(answer) : answer;
  if (typeof answer !== 'object' || answer === null || ArrayBuffer.isView(answer)) return answer;
  if (Array.isArray(answer)) return answer.map((one) => replaced(one, opened));
  return Object.fromEntries(
    Object.entries(answer).map(([name, one]) => [name, replaced(one, opened)]),
  );
}
