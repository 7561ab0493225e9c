// An import whose ledger fails under it.
import { importList } from './list-import.js';
import { type Plan, type Planner } from './planner.js';
import { presets } from './presets.js';
import { edgeOf } from './testing.js';
import { Turns } from './turns.js';

const planOf = (deal: string): Plan => ({
  subject: `deal/${deal}`,
  version: 1,
  previousHash: '',
  steps: [],
});

describe('an import whose read models fail', () => {
  it('ends with that failure, also where a slow reader holds up the rows before it', async () => {
    const unheard: unknown[] = [];
    const hear = (reason: unknown): void => void unheard.push(reason);
    process.on('unhandledRejection', hear);
    let plans = 0;
    const planner: Planner<string> = {
      read: () => 'D-1',
      key: (deal) => deal,
      plan: (deals) => {
        plans += 1;
        if (plans > 1) return Promise.reject(new Error('the read models are gone'));
        const unchanged = deals.map(planOf);
        return Promise.resolve({ plans: unchanged, sequence: 1 });
      },
    };
    const reported: number[] = [];
    const importing = importList(
      {
        file: {
          header: ['deal id'],
          rows: 2,
          stream: async function* () {
            yield* await Promise.resolve([
              { line: 2, cells: ['D-1'] },
              { line: 3, cells: ['D-1'] },
            ]);
          },
        },
        mapping: presets.pipeline,
        edge: edgeOf(),
        turns: new Turns(2),
        onRow: async ({ line }) => {
          reported.push(line);
          for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
        },
      },
      planner,
    );
    await expect(importing).rejects.toThrow('the read models are gone');
    expect(reported).toEqual([2]);
    expect(unheard).toEqual([]);
    process.off('unhandledRejection', hear);
  });
});
