// Turns entries' texts into bytes that stand side by side in large slabs: an allocation per entry would cost as much as
// writing it.

const slabBytes = 256 * 1024;
/** UTF-8 takes at most three bytes per UTF-16 code unit. */
const bytesPerUnitMax = 3;

let slab = Buffer.allocUnsafeSlow(slabBytes);
let used = 0;

/** The text in UTF-8. The bytes are the caller's for good: no part of a slab is ever handed out twice. */
export function entryBytes(text: string): Uint8Array {
  const room = text.length * bytesPerUnitMax;
  if (room > slabBytes) return Buffer.from(text);
  if (used + room > slabBytes) {
    slab = Buffer.allocUnsafeSlow(slabBytes);
    used = 0;
  }
  const start = used;
  used += slab.write(text, start, 'utf8');
  return slab.subarray(start, used);
}
