// The port of the read store: rows of projections, kept per build, thrown away and rebuilt at will.
import { type Collection, type Row } from '@ledger/ledger';

/** One filling of a projection's collections. A rebuild makes a new build beside the one that serves. */
export type Build = string;

/** What a build is prepared for. Nobody asks one that fills for pages: it is read row by row, by whoever folds. */
export type BuildUse = 'serving' | 'filling';

export type Checkpoint = {
  /** Last sequence of the ledger whose effect the rows show. */
  readonly sequence: number;
  /** `time` of that entry, ISO instant. */
  readonly time: string;
};

export type RowChange = {
  readonly collection: string;
  readonly id: string;
  /** undefined: it is deleted. */
  readonly row: Row | undefined;
  /**
   * The fields that indexes sort by as they stand at the expected checkpoint, where the caller knows them: it spares the
   * store a read.
   */
  readonly was?: Row | 'none';
};

export type RowWithId = { readonly id: string; readonly row: Row };

export type Page = {
  readonly rows: readonly RowWithId[];
  /** Hand it back as `cursor` for the rows that follow; absent at the end. */
  readonly cursor?: string;
};

export type Find = {
  readonly collection: string;
  /** An index that the collection declares, or undefined: by id. */
  readonly index?: string;
  /** Values of the index's leading fields that rows must have; by id: nothing or one string that ids begin with. */
  readonly prefix?: readonly (string | number)[];
  /** Bounds, both inclusive, on the index field after the prefix. */
  readonly from?: string | number;
  readonly to?: string | number;
  readonly descending?: boolean;
  /** At most 10,000. */
  readonly limit: number;
  readonly cursor?: string;
};

/** Rows and checkpoint of one (build, ledger) as they stood together at one moment. */
export type Snapshot = {
  /** undefined: this build has not seen this ledger. */
  readonly checkpoint: Checkpoint | undefined;
  /** Rows in the order of `ids`; undefined where there is none. Rows belong to the caller. */
  getMany(collection: string, ids: readonly string[]): Promise<readonly (Row | undefined)[]>;
  /**
   * Strings sort by code point, numbers before strings, equal ones by id.
   * @throws StoreError (`bad-cursor`) for a cursor that no page of the same question gave
   * @throws Error for an index that was not declared: there is no query that scans
   */
  find(find: Find): Promise<Page>;
  close(): void;
};

/** Of a small document: how it was read, and what is to stand there; undefined: nothing. */
export type MetaChange = { readonly expected: Row | undefined; readonly next: Row | undefined };

export type ReadStore = {
  /**
   * Of how many entries rows are best committed together where many wait: fewer rows are then written twice. Absent: the
   * caller chooses.
   */
  readonly batchEntries?: number;

  /** Reading takes a round trip: what will probably be wanted is worth asking for at once. Absent: rows are at hand. */
  readonly isFar?: boolean;

  /**
   * Makes a build's collections and indexes ready. Idempotent. A row without one of an index's fields (absent or null) is
   * left out of that index.
   * @param use by default `serving`; for `filling` indexes may wait until the build is prepared for serving, for many keys
   * at once cost a store less than one after another
   * @throws Error where the build stands with other collections or indexes: a new shape is a new build
   */
  prepare(build: Build, collections: readonly Collection[], use?: BuildUse): Promise<void>;

  /**
   * Puts and deletes rows and moves the checkpoint, all in one atomic step; durable when the promise resolves.
   * Where a row is named twice, the last change counts. The caller may reuse the rows afterwards.
   * @throws StoreError (`checkpoint-moved`) where the stored checkpoint is not `expected`: someone else folds here;
   * (`build-dropped`) where someone else has dropped the build
   * @throws Error for a build or collection that was not prepared, or an index field that is no string or number
   */
  commit(
    build: Build,
    ledger: string,
    expected: Checkpoint | undefined,
    next: Checkpoint,
    changes: readonly RowChange[],
  ): Promise<void>;

  snapshot(build: Build, ledger: string): Promise<Snapshot>;

  /**
   * Every ledger that this build shows, with its checkpoint: in one go what snapshots tell one by one.
   * @throws Error for a build that was not prepared
   */
  checkpoints(build: Build): Promise<ReadonlyMap<string, Checkpoint>>;

  /** Every ledger that any build shows, whether prepared or not, with the furthest sequence that one shows. */
  reached(): Promise<ReadonlyMap<string, number>>;

  /**
   * Small documents of the runtime beside the rows: positions, which build serves. One whose key begins with a build and a
   * slash goes with that build.
   */
  getMeta(key: string): Promise<Row | undefined>;
  putMeta(key: string, value: Row): Promise<void>;
  /** @returns whether it still stood as expected, and was changed */
  changeMeta(key: string, change: MetaChange): Promise<boolean>;

  /**
   * Lets one build take the place of another, in one atomic step: changes the small document that says which one serves,
   * and drops the other. Not where it is behind in a ledger, but for those of `except`: what a reader saw must not vanish.
   */
  supersede(
    builds: { readonly old: Build; readonly by: Build; readonly except?: ReadonlySet<string> },
    key: string,
    change: MetaChange,
  ): Promise<'done' | 'changed' | 'behind'>;

  /** Deletes a build's rows, indexes, checkpoints and small documents. Idempotent. */
  drop(build: Build): Promise<void>;

  close(): Promise<void>;
};

/** The store could not do it. Thrown by adapters only; retried by the runtime only. */
export class StoreError extends Error {
  constructor(
    readonly code:
      | 'checkpoint-moved'
      | 'build-dropped'
      | 'disk-full'
      | 'io'
      | 'closed'
      | 'bad-cursor'
      | 'newer-format',
    message: string,
    readonly retriable: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'StoreError';
  }
}
