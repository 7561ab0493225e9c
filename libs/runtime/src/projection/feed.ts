// Follows one partition of the log and feeds every build that is up to date; each entry is decoded once for all of them.
import { Logger } from '@nestjs/common';
import { LogError, type Position } from '@ledger/event-log';
import { type EntryRecord } from '@ledger/ledger';
import { StoreError } from '@ledger/read-store';
import { type BuildFold } from './build-fold.js';
import { type FoldSurroundings } from './fold-surroundings.js';
import { batchEntriesMax } from './read-limit.js';
import { groupBy } from './group-by.js';
import { isRetriable, pauseAfter } from './retry.js';
import { type Run, type Stop, reasonOf, runsOf } from './run.js';
import { type Watch } from './watch.js';

/** The place in the partition is noted this often; after a crash what lies behind it is met again and skipped. */
const noteMsMin = 1_000;
/** While nobody waits for them, entries of so long are folded and committed together: a commit costs more than a fold. */
const restMs = 50;

/** What this tail handed out of a ledger so far; behind a stop it hands out nothing more. */
type Seen = { readonly sequence: number; readonly stop?: Stop };

export class Feed {
  private readonly logger = new Logger('Projections');
  private readonly seen = new Map<string, Seen>();
  private readonly ending = new AbortController();
  private position: Position | undefined;
  private notedMs = 0;
  private noting: Promise<void> = Promise.resolve();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly partition: number,
    private readonly around: FoldSurroundings,
    private readonly builds: ReadonlySet<BuildFold>,
    private readonly watch: Watch,
  ) {}

  /** @returns whether a place in the partition was noted earlier */
  async open(): Promise<boolean> {
    const noted = await this.around.store.getMeta(this.key());
    const position = noted?.['position'];
    this.position = typeof position === 'string' ? position : undefined;
    return this.position !== undefined;
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  /** Notes the place; everything before it must be durable. */
  async note(): Promise<void> {
    await this.noting;
    const { position } = this;
    if (position === undefined) return;
    try {
      await this.around.store.putMeta(this.key(), { position });
    } catch (error) {
      this.logger.warn(`the place in the log is not noted: ${reasonOf(error)}`);
    }
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.ending.signal.aborted; failures += 1) {
      if (failures > 0) await pauseAfter(failures);
      const from = this.position;
      try {
        return await this.follow();
      } catch (error) {
        if (this.ending.signal.aborted) return;
        this.logger.error(
          `the log can't be followed from ${from ?? 'its start'}: ${reasonOf(error)}`,
        );
        if (this.position !== from) failures = 0;
        if (isRetriable(error)) continue;
        if (!isStale(error) || from === undefined || this.position !== from) {
          return this.around.onFatal(error);
        }
        this.position = undefined; // it belongs to another log; what was folded already is skipped
      }
    }
  }

  private async follow(): Promise<void> {
    const { signal } = this.ending;
    const { batchEntries = batchEntriesMax } = this.around.store;
    const options = { signal, limit: batchEntries };
    for await (const batch of this.around.log.tail(this.partition, this.position, options)) {
      const ledgers = groupBy(batch.entries, ({ ledger }) => ledger);
      await Promise.all([...ledgers].map(([ledger, records]) => this.feed(ledger, records)));
      if (signal.aborted) return; // perhaps not everything was taken
      this.position = batch.position;
      if (Date.now() - this.notedMs >= noteMsMin) this.noteOnce([...ledgers.keys()]);
      if (batch.entries.length < batchEntriesMax) await this.watch.rest(restMs, signal);
    }
  }

  private noteOnce(ledgers: readonly string[]): void {
    this.notedMs = Date.now();
    const { position } = this;
    if (position === undefined) return;
    const underWay = ledgers.flatMap((ledger) =>
      [...this.builds].map((build) => build.underWay(ledger)),
    );
    this.noting = Promise.all(underWay)
      .then(() => this.around.store.putMeta(this.key(), { position }))
      .catch((error: unknown) => {
        // Another process was quicker with these entries: it notes the place, or this one does with the next ones.
        const isOvertaken = error instanceof StoreError && error.code === 'checkpoint-moved';
        const said = `the place in the log is not noted: ${reasonOf(error)}`;
        if (isOvertaken) this.logger.debug(said);
        else this.logger.warn(said);
      });
  }

  private async feed(ledger: string, records: readonly EntryRecord[]): Promise<void> {
    const first = records[0]?.sequence ?? 1;
    const seen = this.seen.get(ledger) ?? { sequence: first - 1 };
    // Repeats are not decoded, but for the one that tells whether they are repeats of the same entries.
    const after = Math.max(Math.min(seen.sequence, first - 1), this.lowestIn(ledger) - 1);
    let { stop } = seen;
    if (stop !== undefined) await this.give({ ledger, entries: [], goesOn: false, stop });
    else {
      for await (const run of runsOf(records, after, this.around.catalogue)) {
        await this.give(run);
        stop = run.stop;
      }
    }
    const sequence = Math.max(seen.sequence, records.at(-1)?.sequence ?? 0);
    this.seen.set(ledger, stop === undefined ? { sequence } : { sequence, stop });
  }

  private async give(run: Run): Promise<void> {
    await Promise.all([...this.builds].map((build) => build.take(run)));
  }

  /** What all builds have folded of the ledger. */
  private lowestIn(ledger: string): number {
    return Math.min(...[...this.builds].map((build) => build.in(ledger)?.sequence ?? 0));
  }

  private key(): string {
    return `position/${this.partition}`;
  }
}

function isStale(error: unknown): boolean {
  return error instanceof LogError && error.code === 'corrupt';
}
