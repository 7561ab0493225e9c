// The demo ledger is the same everywhere, to the byte, made once, and has something to say to every question.
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { kpiMeasures } from '../../libs/sales/src/kpi/kpi.events.js';
import { type CliOptions, cli, cliJson, serve, started } from '../cli.js';
import { lasting } from '../faults/load.js';
import { type DemoEntry, demoEntries, isAbout, measured, quarterOf } from './demo-figures.js';
import { apiOf, inFolder, whileServed } from './testing.js';

type Told = {
  readonly entries: number;
  readonly ask: readonly { readonly question: string; readonly command: string }[];
};

async function exported(options: CliOptions): Promise<string> {
  const run = await cli(options, 'export', '--ledger', 'demo');
  expect([run.code, run.stderr]).toEqual([0, '']);
  return run.stdout;
}

const lastYear = '2025';
/** A tenth of what the log comes to. */
const cutAtBytes = 500_000;
const lookMs = 10;
let jsonl = '';
let entries: readonly DemoEntry[] = [];
let told: Told;
const answers: (readonly [string, number | null])[] = [];
const of = (type: string): readonly DemoEntry[] => entries.filter((one) => one.type === type);

describe('the demo', () => {
  beforeAll(
    () =>
      inFolder('demo-1', async (_, options) => {
        told = await cliJson<Told>(options, 'demo');
        await whileServed(options, async () => {
          for (const { command } of told.ask) {
            const words = command.split(' ').slice(3);
            if (words[0] === 'serve') continue;
            const run = await cli(options, ...words);
            answers.push([run.stdout, run.code]);
          }
          jsonl = await exported(options);
        });
        entries = demoEntries(jsonl);
        expect((await cliJson<Told>(options, 'demo')).entries).toBe(told.entries);
        expect(await exported(options)).toBe(jsonl);
      }),
    240_000,
  );

  it('is the same to the byte on every machine', () => {
    expect(entries).toHaveLength(told.entries);
    expect(hash('sha256', jsonl)).toBe(
      'e2ce41f406583b9bb0d3a72b607d5ad75815f1d9697b7352c154f02f63f0c753',
    );
  });

  it('is the same where its making was cut short', async () => {
    await inFolder('demo-2', async (_, options) => {
      const making = started(options, ['demo']);
      const closed = once(making, 'close');
      const log = join(options.data, 'log', 'data.mdb');
      while (making.exitCode === null && (!existsSync(log) || statSync(log).size < cutAtBytes)) {
        await lasting(lookMs);
      }
      making.kill('SIGKILL');
      await closed;
      const part = demoEntries(await exported(options)).length;
      expect([part > 1, part < told.entries]).toEqual([true, true]);

      const served = await serve(options, '--demo');
      const answer = await fetch(`${served.url}/v1/ledgers/demo/entries.jsonl`);
      const board = apiOf(served).get('/demo/leaderboards/sales-amount?period=2026-Q1');
      expect(await board).toMatchObject({ total: expect.stringMatching(/^[1-9]\d*\.\d\d$/) });
      expect((await answer.text()) === jsonl).toBe(true);
      expect(await served.stop()).toBe(0);
    });
  }, 240_000);

  it('has something of every kind', () => {
    const types = [
      ...['LedgerOpened', 'TerritoryCreated', 'TeamCreated', 'TeamMoved', 'ManagerAssigned'],
      ...['SalespersonAdded', 'SalespersonChanged', 'SalespersonDeactivated'],
      ...['SalespersonAssignedToTeam', 'TerritoryAssigned'],
      ...['ProductAdded', 'ProductChanged', 'ProductRetired'],
      ...['CustomerRegistered', 'CustomerChanged'],
      ...['LeadReceived', 'LeadQualified', 'LeadDisqualified', 'LeadConverted'],
      ...['DealOpened', 'DealAdvanced', 'DealReassigned', 'DealWon', 'DealLost', 'DealReopened'],
      ...['DealCorrected', 'DealReversed', 'TargetSet', 'TargetAdjusted', 'TargetWithdrawn'],
      ...['FeedbackReceived', 'FeedbackAnswered', 'FeedbackDismissed'],
    ];
    const there = new Set(entries.map(({ type }) => type));
    expect(types.filter((type) => !there.has(type))).toEqual([]);
    const kinds = new Set(of('DealReversed').map(({ data }) => data['kind']));
    expect([...kinds].toSorted()).toEqual(['cancellation', 'churn', 'return']);
    expect(of('DealReopened').some(({ data }) => data['won'] !== undefined)).toBe(true);
    expect(of('DealReopened').some(({ data }) => data['lost'] !== undefined)).toBe(true);
    expect(of('DealWon').some(({ data }) => (data.primary ?? []).length > 1)).toBe(true);
    expect(of('DealLost').some(({ data }) => data['competitor'] !== undefined)).toBe(true);
  });

  it('counts something of every measure of the KPIs in its last full year', () => {
    const sums = Object.keys(kpiMeasures).map((name) => [
      name,
      (measured[name]?.(entries, lastYear) ?? 0) > 0,
    ]);
    expect(sums.filter(([, isThere]) => !isThere)).toEqual([]);
  });

  it('has sales, losses, leads, feedback and a target for each team and for those who stayed', () => {
    const stayed = of('SalespersonAdded')
      .filter(({ data, occurredon }) => data['role'] === 'salesperson' && occurredon < '2024-01-01')
      .map(({ subject }) => subject)
      .filter((id) => !of('SalespersonDeactivated').some(({ subject }) => subject === id));
    expect(stayed.length).toBeGreaterThan(10);
    const inYear = entries.filter(({ occurredon }) => occurredon.startsWith(lastYear));
    const teams = of('TeamCreated').map(({ subject }) => subject);
    expect(teams).toHaveLength(6);
    for (const scope of [...teams, ...stayed]) {
      const about = new Set(inYear.filter((one) => isAbout(scope, one)).map(({ type }) => type));
      for (const type of [
        'DealOpened',
        'DealWon',
        'DealLost',
        'LeadReceived',
        'FeedbackReceived',
      ]) {
        expect([scope, type, about.has(type)]).toEqual([scope, type, true]);
      }
    }
    for (const scope of ['organization', ...teams, ...stayed]) {
      for (const period of [lastYear, `${lastYear}-Q4`, '2026-Q1']) {
        const set = of('TargetSet').some(
          ({ data }) => data['scope'] === scope && data['period'] === period,
        );
        expect([scope, period, set]).toEqual([scope, period, true]);
      }
    }
  });

  it('changed closed quarters late, and set a target late', () => {
    for (const type of ['DealWon', 'DealLost', 'DealCorrected']) {
      const late = of(type).filter(
        ({ time, occurredon }) => quarterOf(time) > quarterOf(occurredon),
      );
      expect([type, late.length > 2]).toEqual([type, true]);
    }
    const set = of('TargetSet').filter(
      ({ data, occurredon }) =>
        occurredon > String(data['start']) && data['scope'] === 'team/online',
    );
    expect(set.map(({ data }) => data['period'])).toEqual(['2025-Q2']);
  });

  it('leaves complaints open and has a pipeline at its end', () => {
    const heard = [...of('FeedbackAnswered'), ...of('FeedbackDismissed')];
    const done = new Set(heard.map(({ subject }) => subject));
    const angry = of('FeedbackReceived').filter(
      ({ data: { score }, subject }) =>
        score?.scale === 'csat' && score.value <= 2 && !done.has(subject),
    );
    expect(angry.length).toBeGreaterThan(2);
    expect(measured['pipelineDeals']?.(entries, '2026')).toBeGreaterThan(30);
  });

  it('answers every question that it proposes, and verify finds nothing', () => {
    expect(told.ask.length).toBe(answers.length + 1);
    expect(answers.map(([, code]) => code)).toEqual(answers.map(() => 0));
    for (const [stdout] of answers) expect(stdout.split('\n').length).toBeGreaterThan(3);
    expect(answers.at(-1)?.[0]).toContain('0 checks failed');
  });

  it(
    'is refused where a real ledger has its id',
    () =>
      inFolder('demo-3', async (_, options) => {
        await cliJson(options, 'init', 'demo', '--first-day', '2026-01-01');
        for (const words of [['demo'], ['serve', '--demo', '--port', '0']]) {
          const run = await cli(options, ...words);
          expect([run.code, run.stderr]).toEqual([3, expect.stringContaining('that is no demo')]);
        }
        const chinese = await cli(options, '--lang', 'zh', 'demo');
        expect([chinese.code, chinese.stderr]).toEqual([3, expect.stringContaining('非演示账本')]);
        expect((await exported(options)).trimEnd().split('\n')).toHaveLength(1);
      }),
    60_000,
  );
});
