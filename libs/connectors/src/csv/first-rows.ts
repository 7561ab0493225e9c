// What a file has already said of each record: were the last of several rows to count, a file would change its own figures
// with every import. Kept as digests, some 160 bytes a record whatever its length; names are not held.
import { hash } from 'node:crypto';

const digestBytes = 12;

export class FirstRows {
  private readonly firsts = new Map<string, { readonly line: number; readonly content: string }>();

  /** The line of the first row about `record`, where it said something else; equal rows are no harm. */
  contradicted(
    record: string,
    row: { readonly line: number; readonly content: string },
  ): number | undefined {
    const key = digest(record);
    const content = digest(row.content);
    const first = this.firsts.get(key);
    if (first === undefined) this.firsts.set(key, { line: row.line, content });
    return first === undefined || first.content === content ? undefined : first.line;
  }
}

function digest(text: string): string {
  return hash('sha256', text, 'buffer').toString('latin1', 0, digestBytes);
}
