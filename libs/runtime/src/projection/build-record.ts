// Which build of a projection serves and which one fills: one small document per projection, so that a switch is one write.
import { type Projection } from '@ledger/ledger';
import { type ReadStore } from '@ledger/read-store';

export type BuildName = { readonly build: string; readonly version: number };

export type BuildRecord = {
  readonly serving?: BuildName;
  readonly filling?: BuildName;
  /** Builds that are to be deleted; a crash must not forget them. */
  readonly dropping: readonly string[];
  /** How many builds there ever were. */
  readonly made: number;
};

const nothing: BuildRecord = { dropping: [], made: 0 };

export async function readBuilds(store: ReadStore, projection: string): Promise<BuildRecord> {
  const row = await store.getMeta(keyOf(projection));
  return row === undefined ? nothing : (row as unknown as BuildRecord); // only writeBuilds writes it
}

export async function writeBuilds(
  store: ReadStore,
  projection: string,
  record: BuildRecord,
): Promise<void> {
  await store.putMeta(keyOf(projection), record);
}

/** The record once a new build fills. Another one that was filling is given up. */
export function withNewFilling(
  record: BuildRecord,
  { name, version }: Projection,
): BuildRecord & { readonly filling: BuildName } {
  const made = record.made + 1;
  const filling = { build: `${name}.v${version}.${made}`, version };
  return { ...withoutFilling(record), filling, made };
}

export function withoutFilling({ filling, ...record }: BuildRecord): BuildRecord {
  if (filling === undefined) return record;
  return { ...record, dropping: [...record.dropping, filling.build] };
}

/** The record once the filled build serves. */
export function switched({ serving, filling, ...record }: BuildRecord): BuildRecord {
  if (filling === undefined) throw new Error('no build fills');
  if (serving === undefined) return { ...record, serving: filling };
  return { ...record, serving: filling, dropping: [...record.dropping, serving.build] };
}

/** Deletes what is to be deleted. */
export async function dropOld(store: ReadStore, projection: string): Promise<void> {
  const record = await readBuilds(store, projection);
  for (const build of record.dropping) await store.drop(build);
  if (record.dropping.length > 0) await writeBuilds(store, projection, { ...record, dropping: [] });
}

/** The build that serves, if it is of this version. */
export async function servingBuild(
  store: ReadStore,
  { name, version }: Projection,
): Promise<string | undefined> {
  const { serving } = await readBuilds(store, name);
  return serving?.version === version ? serving.build : undefined;
}

function keyOf(projection: string): string {
  return `builds/${projection}`;
}
