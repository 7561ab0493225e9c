// Columns by their place: what a mapping calls 3 is the column `#3`, in a file without names and in one that has them.

/** Columns that a report puts before the file's own. */
const reportColumns = ['outcome', 'code', 'message', 'subject', 'entries', 'line'] as const;

export function columnNumber(place: number): string {
  return `#${place}`;
}

/** The report of an earlier import, fed again: it has names, whatever the file that it reports on had. */
export function isReport(header: readonly string[]): boolean {
  return reportColumns.every((name, place) => header[place] === name);
}

/** How many columns stand before the file's own: those of a report, and of a report on a report. */
export function reportWidth(header: readonly string[]): number {
  const width = reportColumns.length;
  return isReport(header) ? width + reportWidth(header.slice(width)) : 0;
}

/** `#1` … → place in the header. */
export function numbered(header: readonly string[]): readonly (readonly [string, number])[] {
  return header.map((_, place) => [columnNumber(place + 1), place] as const);
}
