// Canonical JSON (RFC 8785): the same value is the same text, whoever wrote it. Fingerprints of commands and comparisons
// of read models stand on it.

/**
 * @param value JSON; a Float64Array is shown as an array, a field that is undefined is left out
 * @throws TypeError for what JSON can't say: undefined, functions, bigints, symbols, NaN and infinities
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`JSON has no ${value}`);
      return String(value === 0 ? 0 : value); // −0 is 0; ECMAScript's own number text is what the RFC asks for
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (value instanceof Float64Array || Array.isArray(value)) return list(value);
      return object(value);
    case 'undefined':
    case 'function':
    case 'bigint':
    case 'symbol':
      throw new TypeError(`JSON has no ${typeof value}`);
  }
}

function list(values: ArrayLike<unknown>): string {
  let text = '[';
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) text += ',';
    text += canonicalJson(values[index]);
  }
  return `${text}]`;
}

/** Fields in the order of their names' UTF-16 code units, as the RFC asks and as `<` compares. */
function object(fields: object): string {
  const names = Object.keys(fields);
  if (!isSorted(names)) names.sort();
  let text = '';
  for (const name of names) {
    const value = (fields as Readonly<Record<string, unknown>>)[name];
    if (value === undefined) continue;
    text += `${text === '' ? '' : ','}${quoted(name)}:${canonicalJson(value)}`;
  }
  return `{${text}}`;
}

function isSorted(names: readonly string[]): boolean {
  let before = '';
  for (const name of names) {
    if (name < before) return false;
    before = name;
  }
  return true;
}

const needsNoEscape = /^[ !#-[\]-~]*$/;

/** JSON.stringify is right for every text; most texts need only the quotes, which is faster. */
function quoted(text: string): string {
  return needsNoEscape.test(text) ? `"${text}"` : JSON.stringify(text);
}
