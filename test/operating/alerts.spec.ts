// The alert rules as they ship: Prometheus can read them, what they name exists, and each says what to do, in both languages.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';
import { type MetricText, metricTexts } from '@ledger/runtime';
import { slices } from '@ledger/sales';
import { startStandalone } from '../../apps/standalone/src/start.js';
import { Exposition } from '../../libs/runtime/src/metrics/exposition.js';
import { type Samples } from '../../libs/runtime/src/metrics/samples.js';

type Rule = {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
};
type Rules = { readonly groups: readonly { readonly rules: readonly Rule[] }[] };

const folder = join(import.meta.dirname, '../../docs/operating');
const { groups } = parse(readFileSync(join(folder, 'alerts.yaml'), 'utf8')) as Rules; // what the specs find out
const rules = groups.flatMap((group) => group.rules);
const chineseOf = (page: string): string => page.replace(/\.md$/, '.zh-CN.md');

/** Parts of an expression by the names of Prometheus' own grammar. */
function partsIn(expr: string, name: string): readonly string[] {
  const parts: string[] = [];
  parser.parse(expr).iterate({
    enter: (node) => {
      const isWanted = name === 'error' ? node.type.isError : node.name === name;
      if (isWanted) parts.push(expr.slice(node.from, node.to));
    },
  });
  return parts;
}

/** Series that Prometheus has of a metric of ours. */
function seriesOf([name, { kind }]: readonly [string, MetricText]): readonly string[] {
  return kind === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
}

type Selector = {
  readonly name: string;
  readonly asked: readonly { readonly label: string; readonly value: string }[];
};

function selectorsIn(expr: string): readonly Selector[] {
  return partsIn(expr, 'VectorSelector').map((selector) => {
    const [name = ''] = /^\w+/.exec(selector) ?? [];
    const asked = partsIn(selector, 'UnquotedLabelMatcher').map((matcher) => {
      const [, label = '', value = ''] = /^(\w+)\s*[!=~]+\s*"([^"]*)"$/.exec(matcher) ?? [];
      return { label, value };
    });
    return { name, asked };
  });
}

function metricOf(series: string): MetricText | undefined {
  return Object.entries(metricTexts).find((one) => seriesOf(one).includes(series))?.[1];
}

async function known(): Promise<ReadonlySet<string>> {
  const nothing = Object.fromEntries(Object.keys(metricTexts).map((name) => [name, []]));
  const { text } = await new Exposition().expose(nothing as unknown as Samples); // every name
  const defaults = [...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name = '']) => name);
  const ours = Object.entries(metricTexts).flatMap(seriesOf);
  return new Set(['up', ...ours, ...defaults.filter((name) => !name.startsWith('sales_ledger_'))]);
}

/** Series of which an increase is asked. */
function increasesIn(expr: string): readonly Selector[] {
  const calls = expr.match(/\bincrease\([^)]*\)/g) ?? [];
  return calls.flatMap(selectorsIn);
}

/** What Prometheus finds at a process that has only begun. */
async function toldAtTheStart(): Promise<readonly string[]> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'sales-ledger-'));
  const flags = { dataFolder, port: '0', logLevel: 'silent' };
  const begun = await startStandalone({ environment: {}, flags });
  try {
    return (await (await fetch(`${begun.address}/metrics`)).text()).split('\n');
  } finally {
    await begun.close();
    rmSync(dataFolder, { recursive: true });
  }
}

describe('the alert rules', () => {
  let told: readonly string[];
  beforeAll(async () => {
    told = await toldAtTheStart();
  });

  it('are some, each with a name of its own', () => {
    expect(rules.length).toBeGreaterThan(5);
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  });

  it('are looked at by a parser that finds mistakes', () => {
    for (const wrong of ['sum(', 'rate(x[5m)', 'x >', 'x{a=}']) {
      expect([wrong, partsIn(wrong, 'error').length > 0]).toEqual([wrong, true]);
    }
    expect(partsIn('sum by (le) (rate(x_bucket{a="b"}[5m])) > y', 'Identifier')).toEqual(
      expect.arrayContaining(['x_bucket', 'y']),
    );
    expect(selectorsIn('rate(x{a="b",c!="d"}[5m]) > y')).toEqual([
      {
        name: 'x',
        asked: [
          { label: 'a', value: 'b' },
          { label: 'c', value: 'd' },
        ],
      },
      { name: 'y', asked: [] },
    ]);
  });

  it.each(rules)('$alert: Prometheus can read it', ({ expr, labels, ...rule }) => {
    expect(partsIn(expr, 'error')).toEqual([]);
    expect(rule.alert).toMatch(/^SalesLedger[A-Z][A-Za-z]+$/);
    expect(rule.for ?? '1m').toMatch(/^\d+[sm]$/);
    expect(['page', 'ticket']).toContain(labels.severity);
    expect(rule.annotations.summary).not.toBe('');
  });

  it.each(rules)('$alert: every metric that it names exists', async ({ expr }) => {
    const names = partsIn(expr, 'Identifier');
    expect(names.length).toBeGreaterThan(0);
    const metrics = await known();
    expect(names.filter((name) => !metrics.has(name))).toEqual([]);
  });

  it.each(rules)('$alert: every label that it asks for is one of the metric', ({ expr }) => {
    for (const { name, asked } of selectorsIn(expr)) {
      const labels: readonly string[] = ['job', ...(metricOf(name)?.labels ?? [])];
      expect(asked.map(({ label }) => label).filter((label) => !labels.includes(label))).toEqual(
        [],
      );
    }
  });

  it.each(rules)(
    '$alert: every value that it asks for is one that the label can have',
    ({ expr }) => {
      for (const { name, asked } of selectorsIn(expr)) {
        for (const { label, value } of asked.filter((one) => one.label !== 'job')) {
          const known = metricOf(name)?.values?.[label];
          if (label === 'status') expect(value).toMatch(/^[1-5]\d\d$/);
          else expect(known).toContain(value);
        }
      }
    },
  );

  // Where a series begins with its first event, Prometheus sees no increase.
  it.each(rules.filter(({ expr }) => expr.includes('increase(')))(
    '$alert: whatever it asks an increase of is told before it happens',
    ({ expr }) => {
      const types = slices.flatMap(({ commands }) => commands);
      for (const { name, asked } of increasesIn(expr)) {
        const wanted = asked.map(({ label, value }) => `${label}="${value}"`);
        const series = told.filter(
          (line) =>
            (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) &&
            wanted.every((label) => line.includes(label)),
        );
        const each = metricOf(name)?.labels.includes('type') === true ? types.length : 1;
        expect([name, asked, series.length >= each]).toEqual([name, asked, true]);
        expect(series.filter((line) => !line.endsWith(' 0'))).toEqual([]);
      }
    },
  );

  it('ask for values that the metrics’ pages explain', () => {
    for (const { values = {}, about } of Object.values<MetricText>(metricTexts)) {
      for (const value of Object.values(values).flat()) {
        for (const text of [about.en, about.zh]) expect(text).toContain(value);
      }
    }
  });

  it.each(rules)('$alert: what it sums up by is a label of a metric that it names', ({ expr }) => {
    const labels: readonly string[] = selectorsIn(expr).flatMap(
      ({ name }) => metricOf(name)?.labels ?? [],
    );
    const asked = partsIn(expr, 'GroupingLabels').flatMap((part) => part.match(/\w+/g) ?? []);
    expect(asked.filter((label) => label !== 'le' && !labels.includes(label))).toEqual([]);
  });

  it.each(rules)(
    '$alert: a runbook says what to do, in both languages',
    ({ alert, annotations }) => {
      const { runbook } = annotations;
      const kebab = alert.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
      expect(runbook).toBe(`runbooks/${kebab}.md`);
      const english = readFileSync(join(folder, runbook), 'utf8');
      const chinese = readFileSync(join(folder, chineseOf(runbook)), 'utf8');
      for (const text of [english, chinese]) expect(text).toMatch(new RegExp(`^# ${alert}\n`));
      const headings = (text: string): number => [...text.matchAll(/^## /gm)].length;
      expect([headings(english), headings(chinese)]).toEqual([3, 3]);
      expect(chinese).toMatch(/\p{Script=Han}/u);
    },
  );

  it('have no runbook too many', () => {
    const named = rules.flatMap(({ annotations: { runbook } }) => [runbook, chineseOf(runbook)]);
    const there = readdirSync(join(folder, 'runbooks')).map((name) => `runbooks/${name}`);
    expect(there.sort()).toEqual(named.sort());
  });
});
