// `sales-ledger target set|adjust|withdraw|list`: what is to be reached.
import { type Acknowledgement, type Language } from '@ledger/ledger';
import { type Truth } from '@ledger/read-store';
import { type Client } from '../client.js';
import { ledgerOf, withClient } from '../connect.js';
import { type Given } from '../given.js';
import { namesOf } from '../names.js';
import { print, printJson, table } from '../output.js';
import { scopeWords } from '../words.js';

export type TargetSetOptions = {
  readonly ledger?: string;
  readonly period: string;
  readonly value: string;
  readonly basis: string;
  readonly agreedOn?: string;
  readonly note?: string;
};

export type TargetChangeOptions = {
  readonly ledger?: string;
  readonly value?: string;
  readonly reason: string;
};

export type TargetListOptions = {
  readonly ledger?: string;
  readonly scope?: string;
  readonly metric?: string;
  readonly period?: string;
  readonly limit?: number;
};

type Answer = {
  readonly truth: Truth;
  readonly cursor?: string;
  readonly targets: readonly {
    readonly target: string;
    readonly status: string;
    readonly scope: string;
    readonly metric: string;
    readonly period: { readonly label: string };
    readonly value: string;
    readonly setLate: boolean;
  }[];
};

export async function setTarget(
  given: Given,
  what: { readonly scope: string; readonly metric: string },
  { ledger, ...terms }: TargetSetOptions,
): Promise<void> {
  await recorded(given, ledger, { path: 'set', body: { ...what, ...terms } });
}

export async function adjustTarget(
  given: Given,
  target: string,
  { ledger, ...change }: TargetChangeOptions,
): Promise<void> {
  await recorded(given, ledger, { path: `${encodeURIComponent(target)}/adjust`, body: change });
}

export async function withdrawTarget(
  given: Given,
  target: string,
  { ledger, reason }: TargetChangeOptions,
): Promise<void> {
  const path = `${encodeURIComponent(target)}/withdraw`;
  await recorded(given, ledger, { path, body: { reason } });
}

type Sent = { readonly path: string; readonly body: object };

function recorded(given: Given, named: string | undefined, { path, body }: Sent): Promise<void> {
  return inTargets(given, named, async (client, targets) => {
    const answer = await client.post<Acknowledgement>(`${targets}/${path}`, body);
    if (given.json) return printJson(answer);
    const { subject, sequence, entries } = answer;
    const target = subject.slice(subject.indexOf('/') + 1);
    const text = entries === 0 ? 'targetUnchanged' : 'targetRecorded';
    print(given.speak(text, { target, sequence }));
  });
}

export async function listTargets(given: Given, options: TargetListOptions): Promise<void> {
  const { speak } = given;
  const { ledger, scope, metric, period, limit } = options;
  await inTargets(given, ledger, async (client, targets) => {
    const answer = await client.get<Answer>(targets, { scope, metric, period, limit });
    if (given.json) return printJson(answer);
    const ledgerPath = targets.replace(/\/targets$/, '');
    const metrics = await metricLabels(client, ledgerPath, given.language);
    const scopes = answer.targets.map((one) => one.scope);
    const names = await namesOf(client, ledgerPath, scopes);
    const head = [
      speak('columnName'),
      speak('columnMetric'),
      speak('columnPeriod'),
      speak('columnValue'),
      speak('columnSetLate'),
      speak('columnTargetId'),
      speak('columnScope'),
    ];
    const rows = answer.targets.map((one) => [
      scopeWords(given.language, one.scope, names.get(one.scope)),
      metrics.get(one.metric) ?? one.metric,
      one.period.label,
      one.status === 'withdrawn' ? `(${one.value})` : one.value,
      one.setLate ? speak('yes') : '',
      one.target,
      one.scope,
    ]);
    print(table(head, rows));
    if (answer.cursor !== undefined) print(speak('moreRows'));
    print(speak('truthLine', answer.truth));
  });
}

type Kpis = { readonly kpis: readonly { readonly name: string; readonly label: string }[] };

async function metricLabels(
  client: Client,
  ledger: string,
  language: Language,
): Promise<ReadonlyMap<string, string>> {
  const { kpis } = await client.get<Kpis>(`${ledger}/kpis`, { language });
  return new Map(kpis.map(({ name, label }) => [name, label]));
}

async function inTargets(
  given: Given,
  named: string | undefined,
  use: (client: Client, targets: string) => Promise<void>,
): Promise<void> {
  await withClient(given, async (client) => {
    const ledger = await ledgerOf(given, client, named);
    await use(client, `/v1/ledgers/${ledger}/targets`);
  });
}
