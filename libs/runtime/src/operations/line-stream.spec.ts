import { text } from 'node:stream/consumers';
import { jest } from '@jest/globals';
import { LineStream } from './line-stream.js';

describe('a stream of lines', () => {
  beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] }));
  afterEach(() => void jest.useRealTimers());

  it('tells the last line again while nothing new comes, and nothing after its end', async () => {
    const lines = new LineStream<{ done: number }>(10_000);
    const told = text(lines.answer.getStream());
    jest.advanceTimersByTime(25_000); // there is no line yet
    lines.write({ done: 1 });
    jest.advanceTimersByTime(9_000);
    lines.write({ done: 2 });
    jest.advanceTimersByTime(9_000);
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(1_000);
    lines.end();
    jest.advanceTimersByTime(60_000);
    expect(await told).toBe('{"done":1}\n{"done":2}\n{"done":2}\n');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('goes on in silence where its reader has left', () => {
    const lines = new LineStream<{ done: number }>(10_000);
    lines.answer.getStream().destroy();
    lines.write({ done: 1 });
    lines.end();
    expect(jest.getTimerCount()).toBe(0);
  });
});
