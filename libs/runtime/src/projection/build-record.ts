// Which build of a projection serves and which one fills: one small document per projection, so that a switch is one write.
// Several processes may change it: each change is made to what stands there, or made again.
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
  return row === undefined ? nothing : (row as unknown as BuildRecord); // only this file writes it
}

/**
 * @param change of the record as it stands; undefined: it stays. Called again where another process was quicker.
 * @returns the record as it stands then
 */
export async function changeBuilds(
  store: ReadStore,
  projection: string,
  change: (record: BuildRecord) => BuildRecord | undefined,
): Promise<BuildRecord> {
  const key = keyOf(projection);
  for (;;) {
    const expected = await store.getMeta(key);
    const record = expected === undefined ? nothing : (expected as unknown as BuildRecord); // as above
    const next = change(record);
    if (next === undefined) return record;
    if (await store.changeMeta(key, { expected, next })) return next;
  }
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

/** Whether a later release has a build of its own, or is about to: an earlier one that still runs leaves both alone. */
export function isOfLater({ serving, filling }: BuildRecord, version: number): boolean {
  return [serving, filling].some((one) => one !== undefined && one.version > version);
}

/**
 * The build that fills takes the place of the one that serves, which is gone with that.
 * @param except ledgers in which the new one need not show as much
 */
export async function switchTo(
  store: ReadStore,
  projection: string,
  { build, except }: { readonly build: string; readonly except: ReadonlySet<string> },
): Promise<'done' | 'changed' | 'behind'> {
  const key = keyOf(projection);
  const expected = await store.getMeta(key);
  const record = expected as unknown as BuildRecord | undefined; // as above
  if (record?.serving?.build === build) return 'done'; // and the answer was lost
  if (record?.filling?.build !== build) return 'changed';
  const { serving, filling, ...rest } = record;
  const change = { expected, next: { ...rest, serving: filling } };
  if (serving !== undefined) {
    return store.supersede({ old: serving.build, by: build, except }, key, change);
  }
  return (await store.changeMeta(key, change)) ? 'done' : 'changed';
}

/** Deletes what is to be deleted. */
export async function dropOld(store: ReadStore, projection: string): Promise<void> {
  const { dropping } = await readBuilds(store, projection);
  for (const build of dropping) await store.drop(build);
  if (dropping.length === 0) return;
  await changeBuilds(store, projection, (record) => ({
    ...record,
    dropping: record.dropping.filter((build) => !dropping.includes(build)),
  }));
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
