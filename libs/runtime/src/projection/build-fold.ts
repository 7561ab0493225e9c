// One build of a projection: the fold of every ledger into it.
import { type Projection } from '@ledger/ledger';
import { type BuildUse } from '@ledger/read-store';
import { type FoldSurroundings } from './fold-surroundings.js';
import { LedgerFold } from './ledger-fold.js';
import { type Run } from './run.js';

export class BuildFold {
  private readonly folds = new Map<string, LedgerFold>();
  private isClosed = false;

  constructor(
    readonly projection: Projection,
    readonly build: string,
    private readonly around: FoldSurroundings,
  ) {}

  /** @returns undefined where nothing was folded in this run of the program */
  in(ledger: string): LedgerFold | undefined {
    return this.folds.get(ledger);
  }

  async prepareFor(use: BuildUse): Promise<void> {
    await this.around.store.prepare(this.build, this.projection.collections, use);
  }

  /** The fold of a ledger, which knows where it stands. */
  async opened(ledger: string): Promise<LedgerFold> {
    const fold = this.foldOf(ledger);
    await fold.open();
    return fold;
  }

  async take(run: Run): Promise<void> {
    if (!this.isClosed) await this.foldOf(run.ledger).take(run);
  }

  shows(ledger: string, sequence: number): boolean {
    return (this.folds.get(ledger)?.checkpoint?.sequence ?? 0) >= sequence;
  }

  /** Shows the ledger up to this entry, or has stopped before it. */
  hasDone(ledger: string, sequence: number): boolean {
    if (this.shows(ledger, sequence)) return true;
    const stop = this.folds.get(ledger)?.stop;
    return stop !== undefined && this.shows(ledger, stop.sequence - 1);
  }

  /** Resolves when what was taken of the ledger is durable; rejects where that failed and is tried again. */
  async underWay(ledger: string): Promise<void> {
    await this.folds.get(ledger)?.underWay;
  }

  /** Entries shown, over all ledgers. */
  get entriesDone(): number {
    let done = 0;
    for (const { checkpoint } of this.folds.values()) done += checkpoint?.sequence ?? 0;
    return done;
  }

  get all(): Iterable<LedgerFold> {
    return this.folds.values();
  }

  async settled(): Promise<void> {
    await Promise.all([...this.folds.values()].map((fold) => fold.settled()));
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.folds.values()].map((fold) => fold.close()));
  }

  private foldOf(ledger: string): LedgerFold {
    let fold = this.folds.get(ledger);
    if (fold === undefined) {
      fold = new LedgerFold(
        { projection: this.projection, build: this.build, ledger },
        this.around,
      );
      this.folds.set(ledger, fold);
    }
    return fold;
  }
}
