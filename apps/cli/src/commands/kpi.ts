// `sales-ledger kpi`: a KPI period by period, or which there are.
import { type Truth } from '@ledger/read-store';
import { ledgerOf, withReader } from '../connect.js';
import { Exit, exitCodes } from '../exit.js';
import { type Given } from '../given.js';
import { print, printJson, table } from '../output.js';
import { type Shown, type ValuesOf, shownIn } from '../shown.js';
import { wordOf } from '../words.js';

export type KpiOptions = {
  readonly ledger?: string;
  readonly scope: string;
  readonly period?: string;
  readonly periods?: number;
  readonly from?: string;
  readonly to?: string;
  readonly grain?: string;
  readonly organization?: string;
};

type Late = {
  readonly count: number;
  readonly isCut: boolean;
  readonly was?: string | null;
  readonly is?: string | null;
  readonly entries: readonly {
    readonly sequence: number;
    readonly type: string;
    readonly subject: string;
    readonly actor: string;
    readonly time: string;
    readonly was: string | null;
    readonly is: string | null;
  }[];
};

type History = ValuesOf & {
  readonly truth: Truth;
  readonly periods: readonly {
    readonly label: string;
    readonly value: string | null;
    readonly target: string | null;
    readonly attainment: string | null;
    readonly previous: string | null;
    readonly lastYear: string | null;
    readonly running: boolean;
    readonly late: Late;
  }[];
};

type Kpis = {
  readonly kpis: readonly {
    readonly name: string;
    readonly label: string;
    readonly unit: string;
    readonly formula: string;
  }[];
};

export async function kpi(
  given: Given,
  name: string | undefined,
  options: KpiOptions,
): Promise<void> {
  const { speak, language } = given;
  if (name !== undefined) demandPeriods(given, options);
  await withReader(given, async (client) => {
    const ledger = await ledgerOf(given, client, options.ledger);
    const kpis = `/v1/ledgers/${ledger}/kpis`;
    if (name === undefined) {
      const answer = await client.get<Kpis>(kpis, { language });
      if (given.json) return printJson(answer);
      const rows = answer.kpis.map((one) => [
        ...[one.name, one.label, wordOf(language, one.unit), one.formula],
      ]);
      const head = [speak('columnKpi'), speak('columnName'), speak('columnUnit')];
      return print(table([...head, speak('columnFormula')], rows));
    }
    const { scope, period, periods, from, to, grain, organization } = options;
    const answer = await client.get<History>(`${kpis}/${encodeURIComponent(name)}/history`, {
      ...{ scope, period, periods, from, to, grain, organization },
    });
    if (given.json) return printJson(answer);
    print(historyTable(given, answer));
    const [only] = answer.periods.length === 1 ? answer.periods : [];
    if (only !== undefined && only.late.count > 0)
      print(lateTable(given, only.late, shownIn(answer)));
    if (answer.periods.some(({ running }) => running)) print(speak('kpiRunning'));
    print(speak('truthLine', answer.truth));
  });
}

/** Before a server is asked, which knows parameters and no options. */
function demandPeriods({ speak }: Given, { period, periods, from, to, grain }: KpiOptions): void {
  const range = [from, to, grain].filter((one) => one !== undefined);
  const isClear =
    period === undefined ? periods === undefined && range.length === 3 : range.length === 0;
  if (!isClear) throw new Exit(exitCodes.unusable, speak('errorKpiPeriods'));
}

function historyTable({ speak }: Given, { periods, ...values }: History): string {
  const shown = shownIn(values);
  const head = [
    speak('columnPeriod'),
    speak('columnValue'),
    speak('columnTarget'),
    speak('columnAttainment'),
    speak('columnBefore'),
    speak('columnLastYear'),
    speak('columnLate'),
  ];
  const rows = periods.map(({ label, running, late, ...one }) => [
    running ? `${label}*` : label,
    shown(one.value, '–'),
    shown(one.target),
    one.attainment ?? '',
    shown(one.previous, '–'),
    shown(one.lastYear, '–'),
    lateOf(late, shown),
  ]);
  return table(head, rows);
}

/** How many, and from what to what. */
function lateOf(late: Late, shown: Shown): string {
  if (late.isCut) return '…';
  return late.count === 0 ? '' : `${late.count}: ${changeOf(late, shown)}`;
}

function changeOf({ was, is }: Pick<Late, 'was' | 'is'>, shown: Shown): string {
  return `${shown(was, '–')} → ${shown(is, '–')}`;
}

function lateTable({ speak }: Given, { entries }: Late, shown: Shown): string {
  const head = [
    speak('columnSequence'),
    speak('columnTime'),
    speak('columnActor'),
    speak('columnType'),
    speak('columnSubject'),
    speak('columnValue'),
  ];
  const rows = entries.map(({ sequence, time, actor, type, subject, ...one }) => [
    ...[String(sequence), time, actor, type, subject, changeOf(one, shown)],
  ]);
  return table(head, rows);
}
