import { BadRequestException, NotFoundException } from '@nestjs/common';
import { KeyStoreError } from '@ledger/key-store';
import { problemTexts } from './http.texts.js';
import { failureOf } from './problem.js';

describe('what the framework refuses', () => {
  it.each([
    [new NotFoundException('Cannot GET /x'), 'route-not-found', false],
    [new BadRequestException('x'), 'request-malformed', false],
    [{ statusCode: 408 }, 'request-timed-out', false],
    [{ statusCode: 413 }, 'body-too-large', false],
    [{ statusCode: 414 }, 'request-malformed', false],
    [{ statusCode: 500 }, 'internal-error', true],
    [{ statusCode: 200 }, 'internal-error', true],
    [new KeyStoreError('io', 'x', true), 'store-unavailable', true],
    [new KeyStoreError('moving-in', 'x', false), 'ledger-moving-in', false],
    [new KeyStoreError('erased', 'x', false), 'keys-erased', false],
    [new Error('x'), 'internal-error', true],
    [undefined, 'internal-error', true],
  ])('%s is %s', (error, code, isFault) => {
    expect(failureOf(error, 1)).toMatchObject({ code, isFault });
  });
});

describe('codes', () => {
  const rule = { status: 409, en: 'One.', zh: '一。' } as const;

  it('may be shared by slices that mean the same status', () => {
    const texts = problemTexts([{ taken: rule }, { taken: { ...rule, en: 'Two.' } }]);
    expect(texts['taken']).toEqual(rule);
  });

  it('are refused where two slices mean different statuses', () => {
    expect(() => problemTexts([{ taken: rule }, { taken: { ...rule, status: 422 } }])).toThrow(
      'two statuses for taken',
    );
  });
});
