import { jest } from '@jest/globals';
import { LogError } from '@ledger/event-log';
import { KeyStoreError } from '@ledger/key-store';
import { GatewayError, Rejection } from '@ledger/ledger';
import { StoreError, ViewError } from '@ledger/read-store';
import { Patience, patiently } from './patience.js';

const failing = (...failures: readonly Error[]) => {
  const left = [...failures];
  const work = (): Promise<string> => {
    const failure = left.shift();
    return failure === undefined ? Promise.resolve('done') : Promise.reject(failure);
  };
  return { work, left };
};
const busy = new GatewayError('busy', 'the writer changes hands', 1);
const gone = new LogError('io', 'the broker starts again', 'not-appended', true);

describe('a task with patience', () => {
  it.each(
    [
      busy,
      new GatewayError('outcome-unknown', 'nobody knows yet', 1),
      gone,
      new StoreError('io', 'the store starts again', true),
      new KeyStoreError('io', 'the keys are out of reach', true),
      new ViewError('read-model-behind', 'behind', {}),
      new ViewError('read-model-rebuilding', 'being computed', {}),
    ].map((failure) => ({ failure })),
  )('is done again after: $failure.message', async ({ failure }) => {
    const { work } = failing(failure, failure);
    await expect(patiently(work)).resolves.toBe('done');
  });

  it.each(
    [
      new Rejection('planted', { status: 409, en: 'no', zh: '不' }, {}),
      new LogError('corrupt', 'a fork', 'not-appended', false),
      new StoreError('newer-format', 'written by a later release', false),
      new ViewError('read-model-stopped', 'stopped', {}),
      new TypeError('a defect'),
    ].map((failure) => ({ failure })),
  )('fails at once with: $failure.message', async ({ failure }) => {
    const { work, left } = failing(failure, busy);
    await expect(patiently(work)).rejects.toBe(failure);
    expect(left).toEqual([busy]);
  });

  it('fails with the last failure once its time is over', async () => {
    const { work, left } = failing(busy, gone);
    await expect(patiently(work, 0)).rejects.toBe(busy);
    expect(left).toEqual([gone]);
  });
});

describe('how long it is borne', () => {
  beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] }));
  afterEach(() => void jest.useRealTimers());

  /** What fails every time, and when it was tried. */
  const hopeless = (answerMs = 0) => {
    const triedMs: number[] = [];
    const work = async (): Promise<never> => {
      triedMs.push(performance.now());
      if (answerMs > 0) await new Promise((resolve) => setTimeout(() => resolve(0), answerMs));
      throw busy;
    };
    return { triedMs, work };
  };

  it('counts from the first failure, however long an attempt takes', async () => {
    const begunMs = performance.now();
    const { triedMs, work } = hopeless(40_000);
    const trying = expect(new Patience({ standstillMsMax: 60_000 }).with(work)).rejects.toBe(busy);
    await jest.advanceTimersByTimeAsync(600_000);
    await trying;
    // First failed after 40 s, and twice more before another minute was over.
    expect(triedMs.map((ms) => Math.floor((ms - begunMs) / 40_000))).toEqual([0, 1, 2]);
  });

  it('is spent in pauses that grow to five seconds, and are not the same for all', async () => {
    const { triedMs, work } = hopeless();
    const trying = expect(new Patience({ standstillMsMax: 60_000 }).with(work)).rejects.toBe(busy);
    await jest.advanceTimersByTimeAsync(70_000);
    await trying;
    const pausesMs = triedMs.slice(1).map((ms, n) => ms - (triedMs[n] ?? 0));
    for (const [n, ms] of pausesMs.entries()) {
      const fullMs = Math.min(5_000, 25 * 2 ** n);
      expect(ms).toBeGreaterThanOrEqual(Math.floor(fullMs / 2));
      expect(ms).toBeLessThanOrEqual(fullMs + 1);
    }
    const long = pausesMs.slice(8);
    expect(long.length).toBeGreaterThan(8);
    expect(new Set(long).size).toBeGreaterThan(1);
  });

  it('begins anew whenever something else of the task succeeds', async () => {
    const patience = new Patience({ standstillMsMax: 60_000 });
    const { triedMs, work } = hopeless();
    const trying = expect(patience.with(work)).rejects.toBe(busy);
    await jest.advanceTimersByTimeAsync(50_000);
    await patience.with(async () => 'done');
    await jest.advanceTimersByTimeAsync(50_000);
    const before = triedMs.length;
    await jest.advanceTimersByTimeAsync(5_000);
    expect(triedMs.length).toBeGreaterThan(before);
    await jest.advanceTimersByTimeAsync(10_000);
    await trying;
  });

  it('is over for all parts once one of them fails for good, which a refusal is not', async () => {
    const patience = new Patience();
    const { work } = hopeless();
    const defect = new TypeError('a defect');
    const refusal = new Rejection('planted', { status: 409, en: 'no', zh: '不' }, {});
    const trying = expect(patience.with(work)).rejects.toBe(defect);
    await expect(patience.with(() => Promise.reject(refusal))).rejects.toBe(refusal);
    await expect(patience.with(async () => 'done')).resolves.toBe('done');
    await expect(patience.with(() => Promise.reject(defect))).rejects.toBe(defect);
    await trying;
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is over at once where nobody waits for it any more', async () => {
    const leaving = new AbortController();
    const { triedMs, work } = hopeless();
    const patience = new Patience({ signal: leaving.signal });
    const trying = expect(patience.with(work)).rejects.toThrow('the caller has gone');
    await jest.advanceTimersByTimeAsync(10_000);
    leaving.abort(new Error('the caller has gone'));
    await trying;
    const tried = triedMs.length;
    await expect(patience.with(work)).rejects.toThrow('the caller has gone');
    expect(triedMs.length).toBe(tried);
    expect(jest.getTimerCount()).toBe(0);
  });
});
