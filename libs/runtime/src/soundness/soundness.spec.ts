import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { memoryKeyStore } from '@ledger/key-store/memory/key-store.js';
import { type EntryRecord, realEnvironment } from '@ledger/ledger';
import { memoryReadStore } from '@ledger/read-store/memory/read-store.js';
import { StartError } from '../start-error.js';
import { emptyHead } from '../writer-state/slot.js';
import { memoryStateStore } from '../writer-state/memory/state-store.js';
import { keyHash, keyStanding } from './ledger-key.js';
import { demandLedgerKeys, demandWholeLog } from './soundness.js';

const first = (ledger: string, data: unknown): EntryRecord => ({
  ledger,
  sequence: 1,
  bytes: Buffer.from(JSON.stringify({ data })),
});

async function refusalOf(demanded: Promise<void>): Promise<string> {
  try {
    await demanded;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    expect(error.say('zh')).not.toMatch(/[{}]/);
    return `${error.code}: ${error.say('en')}`;
  }
  return 'none';
}

describe('keys of ledgers', () => {
  const somebody = async () => {
    const keys = await memoryKeyStore(Buffer.alloc(32, 7), realEnvironment);
    const log = memoryEventLog();
    const named = (key: Buffer): object => ({ ledgerKeyHash: keyHash(key) });
    await log.append(0, [first('acme', named(await keys.ensureLedgerKey('acme')))]);
    return { log, keys, named };
  };

  it('match the hash in the first entry, also where people were erased', async () => {
    const { log, keys } = await somebody();
    expect(await keys.subjectKeys('acme', 'salesperson/sp-1')).toBeUndefined();
    expect(await refusalOf(demandLedgerKeys({ log, keys }))).toBe('none');
  });

  it('are named where they are missing, and none is made', async () => {
    const { log, keys, named } = await somebody();
    const lost = Buffer.alloc(32, 1);
    await log.append(0, [first('globex', named(lost)), first('zeta', named(lost))]);
    const refusal = await refusalOf(demandLedgerKeys({ log, keys }));
    expect(refusal).toMatch(/^ledger-key-missing: .* globex, zeta.*backup/);
    expect(await keys.ledgerKey('globex')).toBeUndefined();
  });

  it('are named where they are others, before those that are missing', async () => {
    const { log, keys, named } = await somebody();
    await keys.ensureLedgerKey('globex');
    const other = Buffer.alloc(32, 1);
    await log.append(0, [first('globex', named(other)), first('zeta', named(other))]);
    const refusal = await refusalOf(demandLedgerKeys({ log, keys }));
    expect(refusal).toMatch(/^ledger-key-differs: .* globex,.*backup/);
  });

  it('on servers are restored there, and not in a folder', async () => {
    const { log, keys, named } = await somebody();
    await log.append(0, [first('globex', named(Buffer.alloc(32, 1)))]);
    const missing = await refusalOf(demandLedgerKeys({ log, keys }, 'servers'));
    expect(missing).toMatch(/^ledger-key-missing: MongoDB has no key of the ledger globex/);
    await keys.ensureLedgerKey('globex');
    const others = await refusalOf(demandLedgerKeys({ log, keys }, 'servers'));
    expect(others).toMatch(/^ledger-key-differs: .*SALES_LEDGER_MASTER_KEY_FILE/);
    expect(`${missing} ${others}`).not.toContain('folder');
  });

  it('are not asked for while a ledger is moved in', async () => {
    const { log, keys } = await somebody();
    await keys.beginMove('acme');
    expect(await keyStanding({ log, keys }, 'acme')).toBe('moving');
    expect(await refusalOf(demandLedgerKeys({ log, keys }))).toBe('none');
  });

  it.each([
    ['no hash', {}],
    ['no data', undefined],
    ['no text', { ledgerKeyHash: 7 }],
  ])('are not doubted where the first entry holds %s', async (_, data) => {
    const { log, keys } = await somebody();
    await log.append(0, [first('bare', data), { ...first('cut', {}), bytes: Buffer.from('{') }]);
    expect(await keyStanding({ log, keys }, 'bare')).toBe('matches');
    expect(await keyStanding({ log, keys }, 'cut')).toBe('matches');
  });
});

describe('the log', () => {
  const caches = () => ({ readStore: memoryReadStore(), stateStores: [memoryStateStore()] });
  const withOne = async () => {
    const log = memoryEventLog();
    await log.append(0, [first('acme', {})]);
    return log;
  };
  const shownUpTo = async (sequence: number) => {
    const both = caches();
    await both.readStore.prepare('deal.v1.1', []);
    const at = { sequence, time: '2026-01-01T00:00:00.000Z' };
    await both.readStore.commit('deal.v1.1', 'acme', undefined, at, []);
    return both;
  };

  it('may be empty where nothing was computed from it, and as long as what was', async () => {
    expect(await refusalOf(demandWholeLog(undefined, caches()))).toBe('none');
    expect(await refusalOf(demandWholeLog(await withOne(), await shownUpTo(1)))).toBe('none');
  });

  it.each([
    ['is gone', undefined, 0],
    ['ends too early', withOne, 1],
  ])('is refused where it %s, by what the read models show', async (_, log, end) => {
    const refusal = await refusalOf(demandWholeLog(await log?.(), await shownUpTo(2)));
    expect(refusal).toContain(`log-behind: The log ends with entry ${end} of the ledger acme`);
    expect(refusal).toContain('the folder read already has its entry 2');
  });

  it('on servers is a topic, which is told so, and what else has to belong to it', async () => {
    const refusal = await refusalOf(demandWholeLog(await withOne(), await shownUpTo(2), 'servers'));
    expect(refusal).toContain(
      'log-behind: The topic on Kafka ends with entry 1 of the ledger acme',
    );
    expect(refusal).toContain('the read store in MongoDB already has its entry 2');
  });

  it('may tell less of a halted ledger, whose writer may have gone on', async () => {
    const halt = { ledger: 'acme', sequence: 1, reason: 'forked' };
    const log = { ...(await withOne()), halts: async () => [halt] };
    expect(await refusalOf(demandWholeLog(log, await shownUpTo(2)))).toBe('none');
  });

  it('is not told by states of another log, but by those that name this one or none', async () => {
    const refusalBy = async (fingerprint: string): Promise<string> => {
      const both = caches();
      const [store] = both.stateStores;
      await store?.reset(fingerprint);
      await store?.write({ heads: [['acme', { ...emptyHead, sequence: 2 }]] });
      return refusalOf(demandWholeLog({ ...(await withOne()), id: 'this' }, both, 'servers'));
    };
    expect(await refusalBy('states 3 Opened.v1 log another')).toBe('none');
    expect(await refusalBy('states 3 Opened.v1 log this')).toMatch(/^log-behind/);
    expect(await refusalBy('states 3 Opened.v1')).toMatch(/^log-behind/);
  });

  it.each(['heads', 'reach'])('is refused by what the writer’s state has, its %s', async (kind) => {
    const both = caches();
    const [store] = both.stateStores;
    await store?.reset('states 1');
    await store?.write({ [kind]: [['acme', { ...emptyHead, sequence: 2 }]] });
    const refusal = await refusalOf(demandWholeLog(await withOne(), both));
    expect(refusal).toContain('the folder state already has its entry 2');
  });
});
