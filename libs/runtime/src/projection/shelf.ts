// The builds of one projection: the one that serves, the one that fills, and how one takes the place of the other.
import { Logger } from '@nestjs/common';
import { type Projection } from '@ledger/ledger';
import { BuildFold } from './build-fold.js';
import {
  type BuildName,
  type BuildRecord,
  dropOld,
  readBuilds,
  switched,
  withNewFilling,
  withoutFilling,
  writeBuilds,
} from './build-record.js';
import { Fill } from './fill.js';
import { type FoldSurroundings } from './fold-surroundings.js';
import { retried } from './retry.js';
import { reasonOf } from './run.js';

export class Shelf {
  /** Of the code's version; undefined until there is one. */
  serving: BuildFold | undefined;
  fill: Fill | undefined;
  private readonly logger = new Logger('Projections');
  private record: BuildRecord = { dropping: [], made: 0 };
  private isClosed = false;

  constructor(
    readonly projection: Projection,
    private readonly around: FoldSurroundings,
  ) {}

  /** Finds what is there. Where nothing of this version serves, a build fills from now on. */
  async open(): Promise<void> {
    const { name, version } = this.projection;
    this.record = await readBuilds(this.around.store, name);
    const { serving, filling } = this.record;
    if (filling !== undefined && filling.version !== version) {
      await this.write(withoutFilling(this.record));
    }
    await this.drop();
    if (serving?.version === version) this.serving = await this.prepared(serving);
    if (this.record.filling !== undefined) {
      this.fill = this.fillOf(this.record.filling);
      await this.fill.build.prepareFor('filling');
    } else if (this.serving === undefined) {
      await this.beginFill().ready;
    }
  }

  /** Puts a new, empty build beside the one that serves. It may be used once it is ready. */
  beginFill(): { readonly fill: Fill; readonly ready: Promise<void> } {
    const record = withNewFilling(this.record, this.projection);
    const fill = this.fillOf(record.filling);
    this.fill = fill;
    const ready = this.write(record).then(() => fill.build.prepareFor('filling'));
    return { fill, ready };
  }

  /** What the filled build still needs to serve; meanwhile it goes on being filled, and the old one serves. */
  async finishFill(): Promise<void> {
    await this.persistently(async () => this.fill?.build.prepareFor('serving'));
  }

  /** The filled build serves from now on; the old one is closed and deleted. */
  async switch(): Promise<void> {
    const { fill, serving } = this;
    if (fill === undefined) throw new Error(`no build of ${this.projection.name} fills`);
    await this.write(switched(this.record));
    this.serving = fill.build;
    this.fill = undefined;
    await serving?.close();
    await this.drop();
  }

  /** The build that serves goes on serving; the one that fills is deleted. */
  async giveUpFill(): Promise<void> {
    const { fill } = this;
    this.fill = undefined;
    await this.write(withoutFilling(this.record));
    await fill?.build.close();
    await this.drop();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.serving?.close();
    await this.fill?.build.close();
  }

  private fillOf({ build }: BuildName): Fill {
    const around = {
      ...this.around,
      onChange: () => {
        fill.report();
        this.around.onChange();
      },
    };
    const fill = new Fill(new BuildFold(this.projection, build, around));
    return fill;
  }

  private async prepared({ build }: BuildName): Promise<BuildFold> {
    const fold = new BuildFold(this.projection, build, this.around);
    await fold.prepareFor('serving');
    return fold;
  }

  private async write(record: BuildRecord): Promise<void> {
    const { name } = this.projection;
    await this.persistently(() => writeBuilds(this.around.store, name, record));
    this.record = record;
  }

  private async drop(): Promise<void> {
    const { name } = this.projection;
    await this.persistently(() => dropOld(this.around.store, name));
    this.record = { ...this.record, dropping: [] };
  }

  private persistently(work: () => Promise<void>): Promise<void> {
    return retried(work, (error) => {
      const msg = `its builds are written again: ${reasonOf(error)}`;
      this.logger.error({ msg, projection: this.projection.name });
      return this.isClosed ? 'over' : 'again';
    });
  }
}
