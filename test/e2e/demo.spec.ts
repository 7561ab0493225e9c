// The demo ledger is the same everywhere, to the byte, and made once.
import { type CliOptions, cli, serve } from '../cli.js';
import { apiOf, inFolder } from './testing.js';

async function demo(options: CliOptions): Promise<string> {
  const served = await serve(options, '--demo');
  try {
    const answer = await fetch(`${served.url}/v1/ledgers/demo/entries.jsonl`);
    const ready = await apiOf(served).get('/demo/leaderboards/sales-amount?period=2026-Q1');
    expect(ready).toMatchObject({ total: expect.stringMatching(/^[1-9]\d*\.\d\d$/) });
    return await answer.text();
  } finally {
    expect(await served.stop()).toBe(0);
  }
}

describe('the demo', () => {
  it(
    'is the same to the byte in two folders, and made once',
    () =>
      inFolder('demo-1', (_, one) =>
        inFolder('demo-2', async (_, two) => {
          const [first, second] = [await demo(one), await demo(two)];
          expect(first.split('\n').length).toBeGreaterThan(100);
          expect(second).toBe(first);
          expect(await demo(one)).toBe(first);
          const verified = await cli(one, 'verify');
          expect([verified.code, verified.stdout]).toEqual([
            0,
            expect.stringContaining('0 checks failed'),
          ]);
        }),
      ),
    90_000,
  );
});
