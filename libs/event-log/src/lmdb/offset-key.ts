// The log's keys: offsets as six bytes, highest first, so that they sort as numbers. A third shorter than lmdb's own
// number keys, and read without an object per entry.
const high = 2 ** 32;

export const offsetMax = 2 ** 48 - 1;

export const offsetKey = {
  writeKey(offset: number, target: Uint8Array, start: number): number {
    const upper = Math.floor(offset / high);
    target[start] = upper >>> 8;
    target[start + 1] = upper;
    target[start + 2] = offset >>> 24;
    target[start + 3] = offset >>> 16;
    target[start + 4] = offset >>> 8;
    target[start + 5] = offset;
    return start + 6;
  },
  readKey(source: Uint8Array, start: number): number {
    const byte = (index: number): number => source[start + index] ?? 0;
    const lower = (byte(2) << 24) | (byte(3) << 16) | (byte(4) << 8) | byte(5);
    return (byte(0) * 256 + byte(1)) * high + (lower >>> 0);
  },
};
