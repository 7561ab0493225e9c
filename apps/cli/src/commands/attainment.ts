// `sales-ledger attainment`: what was reached of a target, and how that stands against a straight line.
import { type Truth } from '@ledger/read-store';
import { ledgerOf, withReader } from '../connect.js';
import { type Given } from '../given.js';
import { print, printJson, table } from '../output.js';
import { type ValuesOf, shownIn } from '../shown.js';
import { scopeWords, wordOf } from '../words.js';

export type AttainmentOptions = {
  readonly ledger?: string;
  readonly period: string;
  readonly scope: string;
  readonly by?: string;
  readonly on?: string;
  readonly organization?: string;
  readonly limit?: number;
};

type Row = {
  readonly member: string;
  readonly name: string | null;
  readonly actual: string | null;
  readonly target: string | null;
  readonly attainment: string | null;
  readonly expected: string | null;
  readonly ahead: string | null;
  readonly landing: string | null;
  readonly setLate: boolean | null;
};

type Answer = ValuesOf & {
  readonly truth: Truth;
  readonly scope: string;
  readonly elapsed: { readonly on: string; readonly days: number; readonly of: number };
  readonly own: Row;
  readonly rows: readonly Row[];
  readonly cursor?: string;
};

export async function attainment(
  given: Given,
  metric: string,
  options: AttainmentOptions,
): Promise<void> {
  const { speak } = given;
  await withReader(given, async (client) => {
    const ledger = await ledgerOf(given, client, options.ledger);
    const { period, scope, by, on, organization, limit } = options;
    const asked = { metric, period, scope, by, on, organization, limit };
    const answer = await client.get<Answer>(`/v1/ledgers/${ledger}/attainment`, asked);
    if (given.json) return printJson(answer);
    const own = { ...answer.own, name: scopeWords(given.language, answer.scope, answer.own.name) };
    print(attainmentTable(given, answer, [own, ...answer.rows]));
    if (answer.cursor !== undefined) print(speak('moreRows'));
    print(speak('elapsedLine', answer.elapsed));
    print(speak('truthLine', answer.truth));
  });
}

function attainmentTable(
  { speak, language }: Given,
  values: ValuesOf,
  rows: readonly Row[],
): string {
  const shown = shownIn(values);
  const head = [
    speak('columnName'),
    speak('columnActual'),
    speak('columnTarget'),
    speak('columnAttainment'),
    speak('columnExpected'),
    speak('columnAhead'),
    speak('columnLanding'),
    speak('columnSetLate'),
  ];
  return table(
    head,
    rows.map((row) => [
      row.name ?? wordOf(language, row.member),
      shown(row.actual, '–'),
      shown(row.target),
      row.attainment ?? '',
      shown(row.expected),
      shown(row.ahead),
      shown(row.landing),
      row.setLate === true ? speak('yes') : '',
    ]),
  );
}
