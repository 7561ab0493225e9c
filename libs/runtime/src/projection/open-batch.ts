// Entries folded and not yet committed, with the rows as they leave them and all that is needed to begin again.
import { type EntryRecord } from '@ledger/ledger';
import { type ReadStore, type RowChange, type Snapshot } from '@ledger/read-store';
import { BatchRows } from './batch-rows.js';
import { type FoldFault, foldBatch } from './fold-batch.js';
import { type FoldedThing } from './fold-surroundings.js';
import { type Decoded, type Mark } from './run.js';

export class OpenBatch {
  readonly rows: BatchRows;
  /** Milliseconds since 1970. */
  readonly begunMs = Date.now();
  private readonly folded: EntryRecord[] = [];
  private last: Decoded | undefined;

  /** @param start where the fold stands before the batch */
  constructor(
    private readonly thing: FoldedThing,
    readonly start: Mark,
    before: BatchRows | undefined,
  ) {
    this.rows = new BatchRows(before);
  }

  get records(): readonly EntryRecord[] {
    return this.folded;
  }

  /** `time` of its last entry. */
  get time(): string {
    return this.last?.entry.time ?? '';
  }

  /** @returns where the fold threw, as an index into the records of the whole batch */
  async fold(
    decoded: readonly Decoded[],
    store: Pick<ReadStore, 'isFar' | 'snapshot'>,
  ): Promise<FoldFault | undefined> {
    const { projection, build, ledger } = this.thing;
    const before = this.folded.length;
    for (const { record } of decoded) this.folded.push(record);
    this.last = decoded.at(-1);
    let open: Snapshot | undefined;
    try {
      const fault = await foldBatch(
        projection,
        decoded.map(({ entry }) => entry),
        {
          rows: this.rows,
          isFar: store.isFar === true,
          read: async (collection, ids) => {
            open ??= await store.snapshot(build, ledger);
            return open.getMany(collection, ids);
          },
        },
      );
      return fault === undefined ? undefined : { ...fault, index: before + fault.index };
    } finally {
      open?.close();
    }
  }

  changes(): readonly RowChange[] {
    return this.rows.changes();
  }
}
