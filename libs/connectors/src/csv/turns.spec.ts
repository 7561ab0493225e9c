// Imports that run at once.
import { importList } from './list-import.js';
import { type Planner } from './planner.js';
import { presets } from './presets.js';
import { edgeOf } from './testing.js';
import { Turns } from './turns.js';

const chunkRows = 250;

/** Imports of 1,000 rows each, of which nothing is new. */
class Imports {
  /** Chunks under way, and the most there were. */
  private now = 0;
  most = 0;
  readonly read = new Map<string, number>();
  /** Whose chunks were planned, in that order. */
  readonly planned: string[] = [];
  private readonly planner: Planner<string> = {
    read: (cells) => cells.required('record'),
    key: (deal) => deal,
    plan: (deals) => this.plan(deals),
  };

  constructor(
    private readonly turns: Turns,
    private readonly planning: () => Promise<void>,
  ) {}

  async run(name: string): Promise<number> {
    const stream = async function* (this: Imports) {
      for (let row = 0; row < 4 * chunkRows; row += 1) {
        this.read.set(name, row + 1);
        yield await Promise.resolve({ line: row + 2, cells: [`${name}-${row}`] });
      }
    };
    const file = { header: ['deal id'], rows: 4 * chunkRows, stream: stream.bind(this) };
    const onRow = (): Promise<void> => Promise.resolve();
    const run = { file, mapping: presets.pipeline, edge: edgeOf(), turns: this.turns, onRow };
    return (await importList(run, this.planner)).rows;
  }

  private async plan(deals: readonly string[]): ReturnType<Planner<string>['plan']> {
    this.planned.push(deals[0]?.split('-')[0] ?? '');
    this.now += 1;
    this.most = Math.max(this.most, this.now);
    try {
      await this.planning();
    } finally {
      this.now -= 1;
    }
    const unchanged = { version: 1, previousHash: '', steps: [] };
    return { plans: deals.map((deal) => ({ subject: `deal/${deal}`, ...unchanged })), sequence: 1 };
  }
}

const turn = (): Promise<void> => new Promise(setImmediate);

describe('imports that run at once', () => {
  it('take turns, chunk by chunk, and all of them get on', async () => {
    const imports = new Imports(new Turns(3), turn);
    const names = Array.from({ length: 24 }, (_, n) => `i${n}`);
    expect(await Promise.all(names.map((name) => imports.run(name)))).toEqual(
      names.map(() => 4 * chunkRows),
    );
    expect(imports.most).toBe(3);
    // Nobody has a second chunk planned before everybody had a first.
    expect(new Set(imports.planned.slice(0, 24))).toEqual(new Set(names));
  });

  it('hold one chunk each while they stand in line', async () => {
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const imports = new Imports(new Turns(1), () => gate);
    const running = ['a', 'b', 'c'].map((name) => imports.run(name));
    while ((imports.read.get('c') ?? 0) <= chunkRows) await turn();
    for (let turns = 0; turns < 20; turns += 1) await turn();
    // The row that shows that the chunk is full is the next one's first.
    expect([...imports.read.values()]).toEqual([2 * chunkRows + 1, chunkRows + 1, chunkRows + 1]);
    go();
    await Promise.all(running);
  });

  it('leave their turn where they fail', async () => {
    const turns = new Turns(1);
    const failing = new Imports(turns, () => Promise.reject(new Error('the read models are gone')));
    await expect(failing.run('a')).rejects.toThrow('the read models are gone');
    expect(await new Imports(turns, turn).run('b')).toBe(4 * chunkRows);
  });
});
