// Which days a deal can have. The decider refuses others with its own codes; an import, which must know before it plans
// the first of several commands, by the file's own column.

export type DaysKnown = {
  readonly today: string;
  /** The ledger's first day. */
  readonly firstDay: string;
  /** Where it is known, nothing happens to the deal before it. */
  readonly openedOn?: string | undefined;
};

/** What is wrong with a day, and the bound that it passes. */
export type DayFault = {
  readonly is: 'in-future' | 'before-first-day' | 'before-opened';
  readonly bound: string;
};

export function dayFault(
  date: string,
  { today, firstDay, openedOn }: DaysKnown,
): DayFault | undefined {
  if (date > today) return { is: 'in-future', bound: today };
  if (date < firstDay) return { is: 'before-first-day', bound: firstDay };
  if (openedOn === undefined || date >= openedOn) return undefined;
  return { is: 'before-opened', bound: openedOn };
}
