// Objects without undefined fields: an absent field is absent, in commands as in entries.

/** Leaves out what is undefined. */
export function defined(fields: { readonly [name: string]: unknown }): {
  readonly [name: string]: unknown;
} {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
