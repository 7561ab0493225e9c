import { createHash } from 'node:crypto';
import { type EventLog } from '@ledger/event-log';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { leafHash } from '@ledger/integrity';
import { type MovableKeyStore, lockedKeys } from '@ledger/key-store';
import { memoryKeyStore } from '@ledger/key-store/memory/key-store.js';
import { realEnvironment } from '@ledger/ledger';
import { keyHash } from '../soundness/ledger-key.js';
import { type Fate, counterModel, fatefulLog, raise, startedWriter } from '../writer/testing.js';
import { type EntryFile } from './entry-file.js';
import { entryLines } from './entry-lines.js';
import { type KeySource } from './key-source.js';
import { type MoveWish, type MovedIn, moveIn } from './move-in.js';
import { MoveRefusal } from './move-refusal.js';
import { endIn, keysOf } from './move-out.js';
import { chained, fileOf } from './testing.js';

const { catalogue } = counterModel;
const count = 2_500;
const ledgerKey = Buffer.alloc(32, 5);
const lines = chained(count, { keyHash: keyHash(ledgerKey) });
const limits = { patienceMsMax: 200, retryMs: 1 };
/** Scrypt takes a second of a processor; the key file's own spec runs it. */
const lock = {
  passphrase: 'correct horse battery staple',
  derive: (passphrase: string, salt: string) =>
    Promise.resolve(createHash('sha256').update(`${salt} ${passphrase}`).digest()),
};

type House = Awaited<ReturnType<typeof house>>;

/** An installation that begins empty. */
async function house() {
  const log = fatefulLog(memoryEventLog());
  const keys = await memoryKeyStore(Buffer.alloc(32, 7), realEnvironment);
  return { log, keys, catalogue, limits };
}

/** One that has the ledger's key already, so that a file of entries is enough. */
async function keyedHouse(): Promise<House> {
  const target = await house();
  await target.keys.endMove('acme', ledgerKey);
  return target;
}

async function refusalOf(moved: Promise<MovedIn>): Promise<MoveRefusal> {
  try {
    await moved;
  } catch (error) {
    if (!(error instanceof MoveRefusal)) throw error;
    for (const language of ['en', 'zh'] as const)
      expect(error.say(language)).not.toMatch(/\{\w+\}/);
    return error;
  }
  throw new Error('it was not refused');
}

async function textIn(log: EventLog): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of entryLines(log, 'acme', await log.head('acme'))) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

const whole = lines.map((line) => `${line}\n`).join('');
const moved = { ledger: 'acme', entries: count, head: leafHash(Buffer.from(lines.at(-1) ?? '')) };

describe('a ledger that is moved in', () => {
  it('has the same bytes, in batches of bounded size, and its writer goes on behind them', async () => {
    const target = await keyedHouse();
    const seen: number[] = [];
    const onProgress = (done: number): void => void seen.push(done);
    const answer = await moveIn(target, { entries: fileOf(lines), onProgress });
    expect(answer).toMatchObject({ ...moved, appended: count });
    expect(await textIn(target.log)).toBe(whole);
    expect(target.log.batches).toEqual([1_000, 1_000, 500]);
    expect(seen).toEqual([1_000, 2_000, 2_500]);
    const writer = await startedWriter({ log: target.log });
    await expect(writer.submit(raise('b'))).rejects.toMatchObject({ rule: 'total-too-high' });
    await writer.stop();
    expect(await target.keys.ensureLedgerKey('acme')).toEqual(ledgerKey);
  });

  it('has commands that were recorded before: sent again they are answered from the record', async () => {
    const source = fatefulLog(memoryEventLog());
    const before = await startedWriter({ log: source });
    const submission = raise('a', { idempotencyKey: 'once' });
    const answer = await before.submit(submission);
    await before.submit(raise('a'));
    await before.stop();
    const target = await keyedHouse();
    const text = await textIn(source);
    await moveIn(target, { entries: fileOf(text.trimEnd().split('\n')) });
    const after = await startedWriter({ log: target.log });
    expect(await after.submit(submission)).toEqual(answer);
    expect(await after.submit(raise('a'))).toMatchObject({ sequence: 3, version: 3 });
    await after.stop();
  });

  it('is left alone where it is there already, entry for entry', async () => {
    const target = await keyedHouse();
    await moveIn(target, { entries: fileOf(lines) });
    const again = await moveIn(target, { entries: fileOf(lines) });
    expect([again.appended, await textIn(target.log)]).toEqual([0, whole]);
  });

  it('takes no commands until it is whole', async () => {
    const target = await keyedHouse();
    target.log.pause = async () => {
      expect(await target.keys.isMoving('acme')).toBe(true);
      await expect(target.keys.ensureLedgerKey('acme')).rejects.toMatchObject({
        code: 'moving-in',
      });
    };
    await moveIn(target, { entries: fileOf(lines) });
    expect(await target.keys.isMoving('acme')).toBe(false);
    expect.assertions(7);
  });
});

describe('a file of entries', () => {
  const altered = (at: number, change: (line: string) => string): string[] =>
    lines.map((line, index) => (index === at ? change(line) : line));
  const foreign = chained(3, { ledger: 'globex' });

  it.each<[string, readonly string[], string, number]>([
    [
      'is cut off within a line',
      altered(2_499, (line) => line.slice(0, 40)),
      'entries-file-invalid',
      2_500,
    ],
    [
      'was altered',
      altered(1_200, (line) => line.replace('"by":1', '"by":2')),
      'entries-file-invalid',
      1_202,
    ],
    ['lacks an entry', lines.toSpliced(700, 1), 'entries-file-invalid', 701],
    ['has one twice', lines.toSpliced(700, 0, lines[700] ?? ''), 'entries-file-invalid', 702],
    [
      'has two in another order',
      lines.toSpliced(9, 2, lines[10] ?? '', lines[9] ?? ''),
      'entries-file-invalid',
      10,
    ],
    ['begins later', lines.slice(1), 'entries-file-invalid', 1],
    [
      'goes on with another ledger',
      [...lines.slice(0, 1), ...foreign.slice(1)],
      'entries-file-invalid',
      2,
    ],
    [
      'has an entry that is too large',
      altered(4, () => 'x'.repeat(70_000)),
      'entries-file-invalid',
      5,
    ],
    ['is no text', [Buffer.alloc(3_000_000, 1).toString('latin1')], 'entries-file-invalid', 1],
    ['has an empty line', lines.toSpliced(3, 0, ''), 'entries-file-invalid', 4],
    [
      'has an entry of an unknown type',
      chained(1, {}).map((line) => line.replace('CounterRaised', 'Other')),
      'entries-file-unknown',
      1,
    ],
    [
      'has a malformed subject',
      chained(1, {}).map((line) => line.replace('counter/a', 'counter a')),
      'entries-file-unknown',
      1,
    ],
  ])('that %s is refused at its line, before anything is changed', async (_, some, code, line) => {
    const target = await keyedHouse();
    const refusal = await refusalOf(moveIn(target, { entries: fileOf(some) }));
    expect([refusal.code, refusal.values['line']]).toEqual([code, line]);
    expect([await target.log.ledgers(), await target.keys.isMoving('acme')]).toEqual([[], false]);
  });

  it('that is empty is refused', async () => {
    const refusal = await refusalOf(moveIn(await keyedHouse(), { entries: fileOf([]) }));
    expect(refusal.code).toBe('entries-file-empty');
  });

  it('of another ledger than the named one is refused', async () => {
    const target = await keyedHouse();
    const wish = { entries: fileOf(lines), ledger: 'globex' };
    expect((await refusalOf(moveIn(target, wish))).code).toBe('ledger-another');
    expect(await target.log.ledgers()).toEqual([]);
  });

  it('that changes after it was checked is refused where that shows, and the right one goes on', async () => {
    const target = await keyedHouse();
    const fork = chained(count, { note: 'another' });
    const files = [lines, [...lines.slice(0, 1_700), ...fork.slice(1_700)]].map((one) =>
      fileOf(one),
    );
    const entries: EntryFile = {
      name: 'acme.jsonl',
      read: () => (files.shift() ?? fileOf([])).read(),
    };
    const refusal = await refusalOf(moveIn(target, { entries }));
    expect([refusal.code, refusal.values['recorded']]).toEqual(['entries-file-changed', 1_000]);
    await moveIn(target, { entries: fileOf(lines) });
    expect(await textIn(target.log)).toBe(whole);
  });
});

describe('a target', () => {
  it('that has a ledger of that name keeps it', async () => {
    const target = await keyedHouse();
    const writer = await startedWriter({ log: target.log });
    await writer.submit(raise('a'));
    await writer.stop();
    const before = await textIn(target.log);
    const refusal = await refusalOf(moveIn(target, { entries: fileOf(lines) }));
    expect([refusal.code, refusal.values['recorded']]).toEqual(['ledger-exists', 1]);
    expect(await textIn(target.log)).toBe(before);
    expect(await target.keys.isMoving('acme')).toBe(false);
  });

  it('that has only a part of it, which was recorded and not moved in, keeps that as well', async () => {
    const target = await keyedHouse();
    const records = lines
      .slice(0, 10)
      .map((line, at) => ({ ledger: 'acme', sequence: at + 1, bytes: Buffer.from(line) }));
    await target.log.append(0, records);
    expect((await refusalOf(moveIn(target, { entries: fileOf(lines) }))).code).toBe(
      'ledger-exists',
    );
  });

  it.each<[string, readonly Fate[]]>([
    ['whose log took a batch and did not say so', ['appended', 'landed']],
    ['whose log lost a batch', ['lost', 'lost', 'appended', 'lost']],
    ['whose partition is taken over in between', ['fenced', 'appended', 'fenced', 'fenced']],
    ['whose disk is full for a while', ['appended', 'refused', 'refused']],
  ])('%s has every entry once in the end', async (_, fates) => {
    const target = await keyedHouse();
    target.log.fates.push(...fates);
    await moveIn(target, { entries: fileOf(lines) });
    expect(await textIn(target.log)).toBe(whole);
  });

  it('whose partition another writer takes again and again is left to it, and gone on with later', async () => {
    const target = await keyedHouse();
    target.log.fates.push('appended', ...Array.from({ length: 5_000 }, (): Fate => 'fenced'));
    const refusal = await refusalOf(moveIn(target, { entries: fileOf(lines) }));
    expect([refusal.code, refusal.values['recorded']]).toEqual(['partition-taken', 1_000]);
    target.log.fates.length = 0;
    await moveIn(target, { entries: fileOf(lines) });
    expect(await textIn(target.log)).toBe(whole);
  });

  it('whose log never answers is unchanged, and not held up', async () => {
    const target = await keyedHouse();
    target.log.takeOvers.push(...Array.from({ length: 5_000 }, () => 'unreachable' as const));
    const refusal = await refusalOf(moveIn(target, { entries: fileOf(lines) }));
    expect([refusal.code, await target.keys.isMoving('acme')]).toEqual(['log-unavailable', false]);
  });

  it('of which nobody knows whether it took the first batch is still marked', async () => {
    const target = await keyedHouse();
    target.log.fates.push('broken');
    expect((await refusalOf(moveIn(target, { entries: fileOf(lines) }))).code).toBe(
      'log-unavailable',
    );
    expect(await target.keys.isMoving('acme')).toBe(true);
    expect((await moveIn(target, { entries: fileOf(lines) })).appended).toBe(1_500);
    expect(await textIn(target.log)).toBe(whole);
  });

  it('where an import was interrupted is not gone on with by another file', async () => {
    const target = await keyedHouse();
    target.log.fates.push('broken');
    await refusalOf(moveIn(target, { entries: fileOf(lines) }));
    const other = chained(count, { keyHash: keyHash(ledgerKey), note: 'another' });
    const refusal = await refusalOf(moveIn(target, { entries: fileOf(other) }));
    expect([refusal.code, refusal.values['entry']]).toEqual(['ledger-differs', 1]);
    const shorter = await refusalOf(moveIn(target, { entries: fileOf(lines.slice(0, 900)) }));
    expect([shorter.code, shorter.values['entry']]).toEqual(['ledger-differs', 901]);
    expect(await target.log.head('acme')).toBe(1_000);
  });
});

describe('keys', () => {
  const subject = 'counter/a';
  let source: MovableKeyStore;
  beforeEach(async () => {
    source = await memoryKeyStore(Buffer.alloc(32, 9), realEnvironment);
    await source.endMove('acme', ledgerKey);
    await source.ensureSubjectKeys('acme', subject);
    await source.claim('acme', 'digest', 'sp-1');
    await source.eraseSubjectKeys('acme', 'counter/erased');
  });

  async function keyFile(some: readonly string[] = lines): Promise<KeySource> {
    const log = memoryEventLog();
    const records = some.map((line, at) => ({
      ledger: 'acme',
      sequence: at + 1,
      bytes: Buffer.from(line),
    }));
    await log.append(0, records);
    const [about, set] = [await endIn(log, 'acme'), await keysOf(source, 'acme')];
    if (about === undefined || set === undefined) throw new Error('there is no ledger');
    const locked: string[] = [];
    for await (const line of lockedKeys(about, set, { ...lock, environment: realEnvironment }))
      locked.push(line);
    return {
      name: 'acme.keys',
      ...lock,
      async *lines() {
        for (const line of locked) yield await Promise.resolve(line);
      },
    };
  }

  const wish = async (more: Partial<MoveWish> = {}): Promise<MoveWish> => ({
    entries: fileOf(lines),
    keys: await keyFile(),
    ...more,
  });

  it('come with the entries, and those that were erased stay erased', async () => {
    const target = await house();
    await moveIn(target, await wish());
    expect(await target.keys.ensureLedgerKey('acme')).toEqual(ledgerKey);
    expect(await target.keys.subjectKeys('acme', subject)).toEqual(
      await source.subjectKeys('acme', subject),
    );
    expect(await target.keys.lookUp('acme', 'digest')).toBe('sp-1');
    const erased = target.keys.ensureSubjectKeys('acme', 'counter/erased');
    await expect(erased).rejects.toMatchObject({ code: 'erased' });
  });

  it('that were erased since an import was interrupted are erased when it goes on', async () => {
    const target = await house();
    const first = await wish();
    target.log.fates.push('appended', 'appended', 'broken');
    await refusalOf(moveIn(target, first));
    await target.keys.adopt('acme', [
      { what: 'subject', subject, keys: await source.ensureSubjectKeys('acme', subject) },
    ]);
    await source.eraseSubjectKeys('acme', subject);
    await moveIn(target, await wish());
    expect(await target.keys.subjectKeys('acme', subject)).toBeUndefined();
    await moveIn(target, first);
    expect(await target.keys.subjectKeys('acme', subject)).toBeUndefined();
  });

  it('take the place of one that was made for a ledger that nobody opened', async () => {
    const target = await house();
    await target.keys.ensureLedgerKey('acme');
    await moveIn(target, await wish());
    expect(await target.keys.ensureLedgerKey('acme')).toEqual(ledgerKey);
  });

  it.each<[string, (target: House) => Promise<MoveWish>, string]>([
    ['are missing', async () => ({ entries: fileOf(lines) }), 'ledger-key-missing'],
    [
      'are here and others',
      async ({ keys }) => {
        await keys.ensureLedgerKey('acme');
        return { entries: fileOf(lines) };
      },
      'ledger-key-differs',
    ],
    [
      'are of fewer entries',
      async () => wish({ keys: await keyFile(lines.slice(0, 10)) }),
      'keys-of-other-entries',
    ],
    [
      'are of more entries, for the file was cut off between two',
      async () => wish({ entries: fileOf(lines.slice(0, -1)) }),
      'keys-of-other-entries',
    ],
    [
      'do not open',
      async () => wish({ keys: { ...(await keyFile()), passphrase: 'another passphrase' } }),
      'passphrase-wrong',
    ],
    [
      'are no keys',
      async () =>
        wish({
          keys: {
            ...(await keyFile()),
            async *lines() {
              yield await Promise.resolve('{}');
            },
          },
        }),
      'keys-not-a-key-file',
    ],
  ])('that %s are refused before anything is changed', async (_, making, code) => {
    const target = await house();
    const refusal = await refusalOf(moveIn(target, await making(target)));
    expect(refusal.code).toBe(code);
    expect([await target.log.ledgers(), await target.keys.isMoving('acme')]).toEqual([[], false]);
  });

  it('that are cut off behind those that open are refused before anything is changed', async () => {
    const target = await house();
    const keys = await keyFile();
    const cut: KeySource = {
      ...keys,
      async *lines() {
        let at = 0;
        for await (const line of keys.lines()) if ((at += 1) <= 3) yield line;
      },
    };
    expect((await refusalOf(moveIn(target, await wish({ keys: cut })))).code).toBe('keys-cut-off');
    expect(await target.log.ledgers()).toEqual([]);
  });

  it('of other entries, with the key of another ledger, are refused', async () => {
    const target = await house();
    await source.endMove('acme', Buffer.alloc(32, 6));
    expect((await refusalOf(moveIn(target, await wish()))).code).toBe('ledger-key-differs');
  });
});
