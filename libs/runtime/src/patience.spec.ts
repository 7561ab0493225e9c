import { LogError } from '@ledger/event-log';
import { GatewayError, Rejection } from '@ledger/ledger';
import { ViewError } from '@ledger/read-store';
import { patiently } from './patience.js';

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
      new ViewError('read-model-behind', 'behind', {}),
    ].map((failure) => ({ failure })),
  )('is done again after: $failure.message', async ({ failure }) => {
    const { work } = failing(failure, failure);
    await expect(patiently(work)).resolves.toBe('done');
  });

  it.each(
    [
      new Rejection('planted', { status: 409, en: 'no', zh: '不' }, {}),
      new LogError('corrupt', 'a fork', 'not-appended', false),
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
