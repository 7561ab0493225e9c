import { commandSpanIdOf, placeIn, traceIdOf } from './trace-ids.js';

it('a trace id is the first 16 bytes of the SHA-256 of the correlation id', () => {
  // printf c-7 | sha256sum
  expect(traceIdOf('c-7')).toBe('ab6a0ce6317bd862e4e6e49cf88faa58');
});

it('a command has one span id in each trace', () => {
  const cause = { correlationId: 'c-7', commandId: '3b1c' };
  const ids = [cause, { ...cause, commandId: '3b1d' }, { ...cause, correlationId: 'c-8' }].map(
    commandSpanIdOf,
  );
  expect(new Set(ids).size).toBe(3);
  expect(ids.every((id) => /^[\da-f]{16}$/.test(id))).toBe(true);
  expect(commandSpanIdOf({ ...cause })).toBe(ids[0]);
});

describe('traceparent', () => {
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
  const span = '00f067aa0ba902b7';

  it.each([`00-${trace}-${span}-01`, `00-${trace}-${span}-00`, `01-${trace}-${span}-01-more`])(
    '%s names a span',
    (header) => {
      expect(placeIn(header)).toEqual({ traceId: trace, spanId: span });
    },
  );

  it.each([
    undefined,
    '',
    trace,
    `ff-${trace}-${span}-01`,
    `00-${'0'.repeat(32)}-${span}-01`,
    `00-${trace}-${'0'.repeat(16)}-01`,
    `00-${trace.toUpperCase()}-${span}-01`,
    `00-${trace}-${span}-011`,
    [`00-${trace}-${span}-01`],
  ])('%s names none', (header) => {
    expect(placeIn(header)).toBeUndefined();
  });
});
