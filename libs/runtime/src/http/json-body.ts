// Reads a request body more strictly than JSON.parse: what two readers could understand differently, or what could reach
// an object's prototype, is refused before anything is built from it.
import { isUtf8 } from 'node:buffer';
import { EdgeProblem } from './edge-problem.js';

const jsonDepthMax = 32;

/** @throws EdgeProblem */
export function parseJsonBody(bytes: Buffer): object {
  if (!isUtf8(bytes)) throw new EdgeProblem('json-not-utf8');
  const text = bytes.toString('utf8');
  scan(text);
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new EdgeProblem('json-not-an-object');
  }
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new EdgeProblem('json-broken');
  }
}

const quote = 0x22;
const backslash = 0x5c;

/** One pass over the text; JSON.parse afterwards finds what is no JSON at all, so this need not. */
function scan(text: string): void {
  const objects: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case quote: {
        const end = endOfString(text, at);
        if (isKey(text, end + 1)) takeKey(text.slice(at, end + 1), objects.at(-1));
        at = end;
        break;
      }
      case 0x7b: // {
      case 0x5b: // [
        objects.push(text.charCodeAt(at) === 0x7b ? new Set() : undefined);
        if (objects.length > jsonDepthMax)
          throw new EdgeProblem('json-too-deep', { max: jsonDepthMax });
        break;
      case 0x7d: // }
      case 0x5d: // ]
        objects.pop();
        break;
    }
  }
}

/** Index of the closing quote, or of the text's end. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    at += code === backslash ? 2 : 1;
  }
  return text.length;
}

function isKey(text: string, from: number): boolean {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return text.charCodeAt(at) === 0x3a; // :
}

function takeKey(raw: string, object: Set<string> | undefined): void {
  const field = raw.includes('\\') ? String(parse(raw)) : raw.slice(1, -1);
  demandOwnName(field);
  if (object?.has(field) === true)
    throw new EdgeProblem('json-field-twice', { field: field.slice(0, 64) });
  object?.add(field);
}

/**
 * `__proto__`, `constructor`, `hasOwnProperty` …: class-validator keeps the fields that it knows in a plain object and
 * takes these for known ones.
 * @throws EdgeProblem
 */
export function demandOwnName(field: string): void {
  if (field in Object.prototype) throw new EdgeProblem('field-reserved', { field });
}
