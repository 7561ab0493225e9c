// The builds of one projection: the one that serves, the one that fills, and how one takes the place of the other. Where
// several processes share the store each does what the record of builds says, whoever wrote it.
import { Logger } from '@nestjs/common';
import { type Projection } from '@ledger/ledger';
import { BuildFold } from './build-fold.js';
import {
  type BuildName,
  type BuildRecord,
  changeBuilds,
  dropOld,
  isOfLater,
  readBuilds,
  switchTo,
  withNewFilling,
  withoutFilling,
} from './build-record.js';
import { Fill } from './fill.js';
import { type FoldSurroundings } from './fold-surroundings.js';
import { retried } from './retry.js';
import { reasonOf } from './run.js';

/** What another process has changed. */
export type Followed = {
  /** Serves no more. */
  readonly left?: BuildFold;
  /** Serves now, and was not filled here. */
  readonly found?: BuildFold;
  /** Serves now. */
  readonly finished?: Fill;
  readonly givenUp?: Fill;
  /** Is to be filled here too. */
  readonly joined?: Fill;
};

export class Shelf {
  /** Of the code's version; undefined until there is one. */
  serving: BuildFold | undefined;
  fill: Fill | undefined;
  private readonly logger = new Logger('Projections');
  private isClosed = false;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    readonly projection: Projection,
    private readonly around: FoldSurroundings,
  ) {}

  /** Finds what is there. Where nothing of this version serves, a build fills from now on. */
  open(): Promise<void> {
    return this.inTurn(async () => {
      const record = await this.change((stands) => this.begun(stands));
      await this.drop();
      const serving = this.mine(record.serving);
      const filling = this.mine(record.filling);
      if (serving !== undefined) this.serving = await this.prepared(serving);
      if (filling !== undefined) this.fill = await this.filling(filling);
    });
  }

  /** The build that fills beside the one that serves: a new, empty one where there is none. */
  begin(): Promise<{ readonly fill: Fill; readonly isNew: boolean }> {
    return this.inTurn(async () => {
      if (this.fill !== undefined) return { fill: this.fill, isNew: false };
      const { filling } = await this.change((record) =>
        this.mine(record.filling) === undefined
          ? withNewFilling(record, this.projection)
          : undefined,
      );
      if (filling === undefined) throw new Error('a build fills');
      await this.drop(); // one of another version that was filling
      return { fill: (this.fill = await this.filling(filling)), isNew: true };
    });
  }

  /** What the filled build still needs to serve; meanwhile it goes on being filled, and the old one serves. */
  async finishFill(): Promise<void> {
    await this.persistently(async () => this.fill?.build.prepareFor('serving'));
  }

  /**
   * The filled build serves from now on; the old one is gone.
   * @param except ledgers in which it need not show all that the old one shows
   */
  switch(except: ReadonlySet<string>): Promise<'done' | 'changed' | 'behind'> {
    return this.inTurn(async () => {
      const { fill } = this;
      if (fill === undefined) return 'changed';
      const { build } = fill.build;
      const outcome = await this.persistently(() =>
        switchTo(this.around.store, this.projection.name, { build, except }),
      );
      if (outcome !== 'done') return outcome;
      this.serving = fill.build;
      this.fill = undefined;
      return 'done';
    });
  }

  /** The build that serves goes on serving; the one that fills is deleted. */
  giveUpFill(): Promise<void> {
    return this.inTurn(async () => {
      const { fill } = this;
      this.fill = undefined;
      await this.change((record) =>
        record.filling?.build === fill?.build.build ? withoutFilling(record) : undefined,
      );
      await fill?.build.close();
      await this.drop();
    });
  }

  /** Does what the record says, where another process has changed it. */
  follow(): Promise<Followed> {
    return this.inTurn(async () => {
      const record = await readBuilds(this.around.store, this.projection.name);
      const serving = this.mine(record.serving);
      const filling = this.mine(record.filling);
      const followed: { -readonly [what in keyof Followed]: Followed[what] } = {};
      if (serving?.build !== this.serving?.build) {
        const before = this.serving;
        if (this.fill !== undefined && serving?.build === this.fill.build.build) {
          followed.finished = this.fill;
          this.serving = this.fill.build;
          this.fill = undefined;
        } else {
          this.serving = serving === undefined ? undefined : await this.prepared(serving);
          if (this.serving !== undefined) followed.found = this.serving;
        }
        if (before !== undefined) followed.left = before;
      }
      if (this.fill !== undefined && filling?.build !== this.fill.build.build) {
        followed.givenUp = this.fill;
        this.fill = undefined;
      }
      if (this.fill === undefined && filling !== undefined) {
        this.fill = followed.joined = await this.filling(filling);
      }
      return followed;
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.serving?.close();
    await this.fill?.build.close();
  }

  private begun(record: BuildRecord): BuildRecord | undefined {
    const { version } = this.projection;
    if (this.mine(record.filling) !== undefined) return undefined;
    if (this.around.standBy !== undefined && isOfLater(record, version)) return undefined;
    if (this.mine(record.serving) === undefined) return withNewFilling(record, this.projection);
    return record.filling === undefined ? undefined : withoutFilling(record);
  }

  private mine(name: BuildName | undefined): BuildName | undefined {
    return name?.version === this.projection.version ? name : undefined;
  }

  private async filling({ build }: BuildName): Promise<Fill> {
    const around = {
      ...this.around,
      onChange: () => {
        fill.report();
        this.around.onChange();
      },
    };
    const fill = new Fill(new BuildFold(this.projection, build, around), this.around.store);
    await fill.build.prepareFor('filling');
    return fill;
  }

  private async prepared({ build }: BuildName): Promise<BuildFold> {
    const fold = new BuildFold(this.projection, build, this.around);
    await fold.prepareFor('serving');
    return fold;
  }

  private change(change: (record: BuildRecord) => BuildRecord | undefined): Promise<BuildRecord> {
    return this.persistently(() => changeBuilds(this.around.store, this.projection.name, change));
  }

  private drop(): Promise<void> {
    return this.persistently(() => dropOld(this.around.store, this.projection.name));
  }

  private persistently<T>(work: () => Promise<T>): Promise<T> {
    return retried(work, (error) => {
      const msg = `its builds are written again: ${reasonOf(error)}`;
      this.logger.error({ msg, projection: this.projection.name });
      return this.isClosed ? 'over' : 'again';
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work, work);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}
