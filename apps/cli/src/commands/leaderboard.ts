// `sales-ledger leaderboard`: ranks by any metric, period and scope.
import { ledgerOf, withReader } from '../connect.js';
import { print, printJson, table } from '../output.js';
import { shownIn } from '../shown.js';
import { scopeWords, wordOf } from '../words.js';
import { type Given } from '../given.js';
import { type Text, say } from '@ledger/ledger';
import { type Truth } from '@ledger/read-store';

export type LeaderboardOptions = {
  readonly ledger?: string;
  readonly period: string;
  readonly scope: string;
  readonly by: string;
  readonly of?: string;
  readonly organization?: string;
  readonly limit?: number;
};

type Answer = {
  readonly label: Text;
  readonly unit: string;
  readonly currency?: string;
  readonly scope: string;
  readonly scopeName: string | null;
  readonly by: string;
  readonly period: { readonly label: string; readonly start: string; readonly end: string };
  readonly total: string | null;
  readonly truth: Truth;
  readonly rows: readonly {
    readonly rank: number | null;
    readonly member: string;
    readonly name: string | null;
    readonly value: string | null;
    readonly gapToNext: string | null;
    readonly movement: number | null;
  }[];
};

export async function leaderboard(
  given: Given,
  metric: string,
  options: LeaderboardOptions,
): Promise<void> {
  const { speak } = given;
  await withReader(given, async (client) => {
    const ledger = await ledgerOf(given, client, options.ledger);
    const { period, scope, by, of, organization, limit } = options;
    const answer = await client.get<Answer>(
      `/v1/ledgers/${ledger}/leaderboards/${encodeURIComponent(metric)}`,
      { period, scope, by, metric: of, organization, limit },
    );
    if (given.json) return printJson(answer);
    print(headingOf(given, answer));
    print(rowsText(given, answer));
    if (answer.total !== null) print(speak('totalLine', { total: shownIn(answer)(answer.total) }));
    print(speak('truthLine', answer.truth));
  });
}

/** A head with nothing below it would look like a fault. */
export function rowsText(
  { speak, language }: Pick<Given, 'speak' | 'language'>,
  { rows, period, ...values }: Pick<Answer, 'rows' | 'period' | 'unit' | 'currency'>,
): string {
  if (rows.length === 0) return speak('leaderboardNobody', { period: period.label });
  const shown = shownIn(values);
  const head = [
    speak('columnRank'),
    speak('columnName'),
    speak('columnValue'),
    speak('columnGap'),
    speak('columnMovement'),
    speak('columnMember'),
  ];
  return table(
    head,
    rows.map((row) => [
      row.rank === null ? '–' : String(row.rank),
      row.name ?? wordOf(language, row.member),
      shown(row.value, '–'),
      shown(row.gapToNext),
      movementOf(row.movement),
      row.member,
    ]),
  );
}

/** Which figures these are: without it a printed table says nothing. */
function headingOf({ speak, language }: Given, answer: Answer): string {
  const { label, unit, currency, scope, scopeName, by, period } = answer;
  const values = {
    metric: say(label, language),
    ...period,
    scope: scopeWords(language, scope, scopeName),
    by: wordOf(language, by),
  };
  const money = unit === 'money' ? ` · ${currency}` : '';
  return speak('leaderboardHead', { ...values, period: period.label, unit: money });
}

function movementOf(movement: number | null): string {
  if (movement === null) return '';
  if (movement === 0) return '=';
  return movement > 0 ? `▲${movement}` : `▼${-movement}`;
}
