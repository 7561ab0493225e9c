// What a file has already said of each record: were the last of several rows to count, a file would change its own figures
// with every import. Kept as digests, some 160 bytes a record whatever its length; names are not held.
import { hash } from 'node:crypto';

const digestBytes = 12;

/** What a row says of its record. */
export type Told = {
  readonly line: number;
  readonly content: string;
  /** When it was true; rows of different moments are a history. Undefined: it says so of no moment, or the list never does. */
  readonly moment: string | undefined;
};

type First = { readonly line: number; readonly content: string };

/** Of rows with a moment: the first one, and the first that says something else at another moment. */
type History = { readonly first: First; readonly otherLine?: number };

export class FirstRows {
  /** By record, of rows without a moment; by record and moment, of rows with one. */
  private readonly firsts = new Map<string, First>();
  private readonly histories = new Map<string, History>();

  /**
   * The line of an earlier row about `record` that this one contradicts: one of the same moment, or where either has none,
   * for then nobody can tell which came later. Equal rows are no harm.
   */
  contradicted(record: string, { line, content, moment }: Told): number | undefined {
    const row = { line, content: digest(content) };
    const key = digest(moment === undefined ? record : JSON.stringify([record, moment]));
    const rivals = [this.firsts.get(key), ...this.others(digest(record), row, moment)];
    const rival = rivals.find((one) => one !== undefined && one.content !== row.content);
    if (rival !== undefined) return rival.line;
    if (!this.firsts.has(key)) this.firsts.set(key, row);
    if (moment !== undefined) this.remember(digest(record), row);
    return undefined;
  }

  /** Of the rows that have a moment where this one has none, or the other way round, one that may say something else. */
  private others(
    record: string,
    { content }: First,
    moment: string | undefined,
  ): readonly (First | undefined)[] {
    if (moment !== undefined) return [this.firsts.get(record)];
    const history = this.histories.get(record);
    if (history === undefined) return [];
    const { first, otherLine } = history;
    if (first.content !== content || otherLine === undefined) return [first];
    return [{ line: otherLine, content: '' }];
  }

  private remember(record: string, row: First): void {
    const history = this.histories.get(record);
    if (history === undefined) this.histories.set(record, { first: row });
    else if (history.otherLine === undefined && history.first.content !== row.content)
      this.histories.set(record, { ...history, otherLine: row.line });
  }
}

function digest(text: string): string {
  return hash('sha256', text, 'buffer').toString('latin1', 0, digestBytes);
}
