// How fields change in all slices: `null` takes a value away, an absent field stays as it is, and nothing is ever undefined.

export type Changes<T> = { readonly [K in keyof T]?: T[K] | null };

/** The object without the fields that are undefined. Every decision passes here: a loop takes a third of the time of entries. */
export function present<T extends object>(fields: T): T {
  const kept: Partial<T> = {};
  for (const field in fields) {
    if (fields[field] !== undefined) kept[field] = fields[field];
  }
  return kept as T; // only optional fields can have been undefined
}

/** `state` with the changes applied. */
export function changed<T extends object>(state: T, changes: Changes<T>): T {
  const merged = Object.entries({ ...state, ...present(changes) });
  return Object.fromEntries(merged.filter(([, value]) => value !== null)) as T; // null only where optional
}

/** Those of the wanted fields that are not so already. */
export function differences<T extends object, W extends Changes<T>>(
  state: T,
  wanted: W,
): Partial<W> {
  const now = new Map<string, unknown>(Object.entries(state));
  const kept = Object.entries(wanted).filter(
    ([field, value]) =>
      value !== undefined && JSON.stringify(value) !== JSON.stringify(now.get(field) ?? null),
  );
  return Object.fromEntries(kept) as Partial<W>; // a selection of its fields
}
