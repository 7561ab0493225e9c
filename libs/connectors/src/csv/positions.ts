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

/** `#1` … → place in the header; a report's own columns are not counted. */
export function numbered(header: readonly string[]): readonly (readonly [string, number])[] {
  const shift = isReport(header) ? reportColumns.length : 0;
  return header.slice(shift).map((_, place) => [columnNumber(place + 1), place + shift] as const);
}
