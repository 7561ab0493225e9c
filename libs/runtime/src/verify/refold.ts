// One read model beside the fold of the log: folded into a store of its own up to what the read model shows, then compared.
import { type EventLog } from '@ledger/event-log';
import { type EventCatalogue, type Projection } from '@ledger/ledger';
import { type Checkpoint, type ReadStore } from '@ledger/read-store';
import { servingBuild } from '../projection/build-record.js';
import { LedgerFold } from '../projection/ledger-fold.js';
import { type Decoded } from '../projection/run.js';
import { type Check, Problems } from './check.js';
import { compareRows } from './row-check.js';

export type RefoldOptions = {
  readonly log: EventLog;
  readonly ledger: string;
  readonly catalogue: EventCatalogue;
  readonly store: ReadStore;
  readonly scratch: ReadStore;
};

export class Refold {
  private readonly problems: Problems;
  private failure: Error | undefined;
  private readonly fold: LedgerFold;

  private constructor(
    private readonly projection: Projection,
    private readonly options: RefoldOptions,
    /** The build to compare with, and what it shows when the check begins. */
    private readonly served: { readonly build: string | undefined; readonly sequence: number },
  ) {
    this.problems = new Problems(`read-model:${projection.name}`);
    const { log, scratch: store, catalogue, ledger } = options;
    const onFatal = (error: unknown): void => {
      this.failure = error instanceof Error ? error : new Error(String(error));
    };
    const around = { log, store, catalogue, onFatal, onChange: () => undefined };
    this.fold = new LedgerFold({ projection, build: scratchBuild(projection), ledger }, around);
  }

  static async of(projection: Projection, options: RefoldOptions): Promise<Refold> {
    const { store, scratch, ledger } = options;
    await scratch.prepare(scratchBuild(projection), projection.collections);
    const build = await servingBuild(store, projection);
    if (build === undefined) return new Refold(projection, options, { build, sequence: 0 });
    await store.prepare(build, projection.collections);
    const { checkpoint, close } = await store.snapshot(build, ledger);
    close();
    return new Refold(projection, options, { build, sequence: checkpoint?.sequence ?? 0 });
  }

  /** Rows can't be folded backwards: what the read model does not show yet waits. */
  async take(decoded: readonly Decoded[]): Promise<void> {
    const { ledger } = this.options;
    const entries = decoded.filter(({ entry }) => entry.sequence <= this.served.sequence);
    if (entries.length > 0) await this.fold.take({ ledger, entries, goesOn: false });
  }

  async compare(checkpoints: Problems): Promise<Check> {
    const { log, store, scratch, ledger } = this.options;
    const { build } = this.served;
    const { name, version, collections } = this.projection;
    if (build === undefined) {
      this.problems.add(
        `version ${version} of ${name} is still being computed; verify again later`,
      );
      return this.problems.check;
    }
    const served = await store.snapshot(build, ledger);
    try {
      const sequence = served.checkpoint?.sequence ?? 0;
      await this.checkCheckpoint(served.checkpoint, checkpoints);
      await this.fold.reach(Math.min(sequence, await log.head(ledger)));
      await this.fold.settled();
      const folded = await scratch.snapshot(scratchBuild(this.projection), ledger);
      if ((folded.checkpoint?.sequence ?? 0) === sequence) {
        await compareRows(served, folded, { collections, problems: this.problems });
      } else {
        this.problems.add(`it shows entry ${sequence}, to which the log can't be folded`);
      }
      folded.close();
    } finally {
      served.close();
    }
    await this.goOn();
    return this.problems.check;
  }

  /** A read model that is only late will get there; one that can't is to be told. */
  private async goOn(): Promise<void> {
    const { log, ledger, scratch } = this.options;
    await this.fold.reach(await log.head(ledger));
    await this.fold.settled();
    const { stop } = this.fold;
    if (stop !== undefined) this.problems.add(`it stops at entry ${stop.sequence}: ${stop.reason}`);
    await scratch.drop(scratchBuild(this.projection));
    if (this.failure !== undefined) throw this.failure;
  }

  private async checkCheckpoint(shown: Checkpoint | undefined, problems: Problems): Promise<void> {
    if (shown === undefined) return;
    const { log, ledger } = this.options;
    const head = await log.head(ledger);
    if (shown.sequence <= head) return;
    const { name } = this.projection;
    problems.add(`${name} shows entry ${shown.sequence}; the log ends with entry ${head}`);
  }
}

function scratchBuild({ name }: Projection): string {
  return `verify.${name}`;
}
