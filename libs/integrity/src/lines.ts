// The lines of a JSONL export as bytes: what is hashed is what stands in the file.

const lineFeed = 0x0a;
/** Far more than an entry may have: what is longer is no line of a ledger, and memory is not filled to find that out. */
const lineBytesMax = 1024 * 1024;

/** Whole lines without their ends, as many at once as a chunk brings; what stands behind the last line end comes last. */
export async function* byteLines(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly Uint8Array[]> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    const all = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const lines: Uint8Array[] = [];
    let from = 0;
    for (let end = all.indexOf(lineFeed); end >= 0; end = all.indexOf(lineFeed, from)) {
      lines.push(all.subarray(from, end));
      from = end + 1;
    }
    rest = all.subarray(from);
    if (lines.length > 0) yield lines;
    if (rest.length <= lineBytesMax) continue;
    yield [rest];
    return;
  }
  if (rest.length > 0) yield [rest];
}
