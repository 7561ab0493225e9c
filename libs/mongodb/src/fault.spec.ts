import { MongoInvalidArgumentError, MongoNetworkError, MongoServerError } from 'mongodb';
import { Fault, faultOf, isLost, isTakenBack, isUnknownOutcome } from './fault.js';

const answer = (code: number, ...errorLabels: string[]): MongoServerError =>
  new MongoServerError({ message: 'no', code, errorLabels });

describe('what MongoDB answers', () => {
  it.each([
    { what: 'a leader that stepped down', error: answer(189), retriable: true },
    { what: 'a session that somebody ended', error: answer(11_601), retriable: true },
    { what: 'a majority that did not confirm', error: answer(64), retriable: true },
    { what: 'a snapshot that is too old', error: answer(239), retriable: true },
    { what: 'a conflict', error: answer(112, 'TransientTransactionError'), retriable: true },
    {
      what: 'what it says may be tried again',
      error: answer(1, 'RetryableWriteError'),
      retriable: true,
    },
    { what: 'a step too large for its cache', error: answer(388), retriable: true },
    { what: 'a wrong password', error: answer(18), retriable: false },
    { what: 'a missing right', error: answer(13), retriable: false },
    { what: 'a line that broke', error: new MongoNetworkError('cut'), retriable: true },
  ])('$what is io, retriable: $retriable', ({ error, retriable }) => {
    expect(faultOf(error)).toMatchObject({ code: 'io', retriable, cause: error });
  });

  it('a full disk is told as one, which may be emptied', () => {
    expect(faultOf(answer(14_031))).toMatchObject({ code: 'disk-full', retriable: true });
  });

  it('a wrong call and whatever else is thrown are defects, and no faults', () => {
    expect(faultOf(new MongoInvalidArgumentError('wrong'))).toBeUndefined();
    expect(faultOf(new TypeError('x is undefined'))).toBeUndefined();
  });

  it('a fault stays the fault it is', () => {
    const fault = new Fault('io', 'no replica set', false);
    expect(faultOf(fault)).toBe(fault);
  });

  it('tells what certainly came to nothing from what perhaps came to pass', () => {
    const conflict = answer(112, 'TransientTransactionError');
    const cut = new MongoNetworkError('cut');
    const lost = new MongoNetworkError('cut');
    cut.addErrorLabel('TransientTransactionError');
    lost.addErrorLabel('UnknownTransactionCommitResult');
    expect([conflict, cut, lost].map(isTakenBack)).toEqual([true, false, false]);
    expect([conflict, cut, lost].map(isUnknownOutcome)).toEqual([false, false, true]);
    expect([conflict, cut, lost].map(isLost)).toEqual([false, true, true]);
    expect(isUnknownOutcome(answer(11_601))).toBe(true);
  });
});
