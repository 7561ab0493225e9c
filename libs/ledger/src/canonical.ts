// One text for one value: what is hashed or compared must not depend on the order in which fields were written.
// Our own twenty lines, for every command passes here; the spec holds them against the package `canonicalize`.

/**
 * RFC 8785 (JSON Canonicalization Scheme); columns of integers are shown as arrays, undefined fields are left out.
 * @throws TypeError for what is no JSON: NaN, infinities, functions, undefined itself
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) {
    return JSON.stringify(value);
  }
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (value instanceof Float64Array) return `[${value.join(',')}]`;
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') return canonicalObject(Object.entries(value));
  throw new TypeError(`${typeof value === 'number' ? value : typeof value} is no JSON`);
}

function canonicalObject(fields: readonly (readonly [string, unknown])[]): string {
  const texts = fields
    .filter(([, field]) => field !== undefined)
    // By UTF-16 code units, as RFC 8785 section 3.2.3 has it.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
  return `{${texts.join(',')}}`;
}
