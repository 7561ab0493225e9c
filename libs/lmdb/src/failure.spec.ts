import { tmpdir } from 'node:os';
import { causeOf, errorNumber, isDiskFull } from './failure.js';

const systemError = (code: number): Error => Object.assign(new Error('system'), { code });
const standIn = (behind: Promise<unknown>): Error =>
  Object.assign(new Error('Commit failed'), { commitError: behind });

describe('a failed commit', () => {
  it('is what the system said, where lmdb keeps that behind it', async () => {
    const cause = systemError(28);
    expect(await causeOf(standIn(Promise.reject(cause)))).toBe(cause);
    expect(await causeOf(cause)).toBe(cause);
  });

  it('is lmdb’s own error where nothing is behind it', async () => {
    const error = standIn(Promise.resolve());
    expect(await causeOf(error)).toBe(error);
    expect(errorNumber(error)).toBeUndefined();
  });

  it.each([
    [28, true],
    [5, false],
    [-30792, false],
  ])('with the number %i fills the disk: %s, where the disk has room', (code, isFull) => {
    expect(isDiskFull(systemError(code), tmpdir())).toBe(isFull);
    expect(errorNumber(systemError(code))).toBe(code);
  });
});
