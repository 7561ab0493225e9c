// Lists of quotas, feedback and leads through the built program: what a row says next is recorded, unchanged or refused.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ImportLine, inFolder, whileServed } from './testing.js';

const answers = (lines: readonly ImportLine[]): readonly string[] =>
  lines.flatMap(({ row }) => (row === undefined ? [] : [row.code ?? row.outcome]));

describe('an import of lists', () => {
  it(
    'follows quotas, feedback and leads from row to row and back',
    () =>
      inFolder('lists', async (_, options) => {
        await whileServed(options, async (api) => {
          const settings = { name: 'Acme', currency: 'CNY', timeZone: 'UTC' };
          await api.post('', { ledger: 'acme', ...settings, firstDay: '2025-01-01' });
          const list = async (query: string, csv: string, mapping?: object) =>
            answers(await api.import('acme', `preset=${query}`, csv, mapping));
          const shown = async <T>(path: string): Promise<T> =>
            (await api.get(`/acme/${path}?after=${await api.head('acme')}`)) as T;
          await list('organization', '销售人员,经理,区域\n王芳,陈静,华东\n');
          await list('customers', '客户\n星河\n');

          const quota = (value: number, day = '2025-04-02'): Promise<readonly string[]> =>
            list('targets', `销售人员,日期,目标\n王芳,${day},${value}\n`, { grain: 'quarter' });
          expect(await quota(100)).toEqual(['recorded']);
          expect(await quota(100)).toEqual(['unchanged']);
          expect(await quota(120)).toEqual(['recorded']);
          expect(await quota(100)).toEqual(['recorded']);
          expect(await quota(50, '2025-06-30')).toEqual(['row-period-repeated']);
          const team = '经理,团队,期间,目标\n,陈静,2025,900\n';
          expect(await list('targets', team)).toEqual(['recorded']);
          expect(await list('targets', '口径,期间,目标\n组织,2025,1\n组织,2025-Q9,1\n')).toEqual([
            'recorded',
            'period-unknown',
          ]);
          const { targets } = await shown<{
            targets: { scope: string; period: { label: string }; history: { to: string }[] }[];
          }>('targets');
          const values = targets.map(({ scope, period, history }) => [
            `${scope.split('/')[0]} ${period.label}`,
            ...history.map(({ to }) => to),
          ]);
          expect(values.sort()).toEqual([
            ['organization 2025', '1.00'],
            ['salesperson 2025-Q2', '100.00', '120.00', '100.00'],
            ['team 2025', '900.00'],
          ]);

          const voice = (score: number, comment = '很好'): Promise<readonly string[]> =>
            list(
              'feedback',
              `编号,日期,类型,净推荐值,客户,意见\nF-1,2025-05-05,问卷,${score},星河,${comment}\n`,
            );
          expect(await voice(11)).toEqual(['score-out-of-range']);
          expect(await voice(9)).toEqual(['recorded']);
          expect(await voice(9)).toEqual(['unchanged']);
          // An empty cell takes nothing away; another score is another feedback.
          expect(await voice(9, '')).toEqual(['unchanged']);
          expect(await voice(3)).toEqual(['feedback-exists']);
          expect(await voice(9)).toEqual(['unchanged']);
          expect(await shown('feedback/F-1')).toMatchObject({
            feedback: { kind: 'survey', score: { scale: 'nps', value: 9 }, comment: '很好' },
          });

          const lead = (
            status: string,
            { converted = 'false', owner = '王芳', modified = '2025-06-01 10:00:00' } = {},
          ): Promise<readonly string[]> => {
            const head =
              'Record Id,Lead Name,Lead Status,Is Converted,Converted Account,Lead Source,Lead Owner,Created Time,Modified Time';
            const buyer = converted === 'true' ? '星河' : '';
            const cells = ['zcrm_9', '李雷', status, converted, buyer, '', owner];
            const row = [...cells, '2025-05-01 09:00:00', modified].join(',');
            return list('zoho-leads', `${head}\n${row}\n`);
          };
          expect(await lead('Not Contacted')).toEqual(['recorded']);
          expect(await lead('Not Contacted')).toEqual(['unchanged']);
          expect(await lead('Contacted')).toEqual(['unchanged']);
          expect(await lead('Contacted', { owner: '陈静' })).toEqual(['lead-exists']);
          const later = { modified: '2025-06-02 10:00:00' };
          expect(await lead('Pre-Qualified', later)).toEqual(['recorded']);
          expect(await lead('Contacted', later)).toEqual(['row-lead-back']);
          expect(await lead('Contacted')).toEqual(['unchanged']);
          expect(await lead('Pre-Qualified', { ...later, converted: 'true' })).toEqual([
            'recorded',
          ]);
          expect(await lead('Junk Lead', later)).toEqual(['lead-already-converted']);
          expect(await shown('leads/9')).toMatchObject({
            lead: {
              status: 'converted',
              name: '李雷',
              channel: 'unknown',
              receivedOn: '2025-05-01',
              customer: expect.stringMatching(/^cust-/) as string,
              source: { record: '9', modifiedAt: '2025-06-02T10:00:00Z' },
            },
          });
        });
      }),
    90_000,
  );

  it(
    'takes every row of the examples, in the order of the how-to',
    () =>
      inFolder('examples', async (_, options) => {
        await whileServed(options, async (api) => {
          const settings = { name: 'Acme', currency: 'USD', timeZone: 'UTC' };
          await api.post('', { ledger: 'acme', ...settings, firstDay: '2026-01-01' });
          for (const [file, preset] of [
            ['people', 'organization'],
            ['products', 'products'],
            ['customers', 'customers'],
            ['deals', 'pipeline'],
            ['targets', 'targets'],
            ['feedback', 'feedback'],
            ['leads', 'leads'],
          ] as const) {
            const path = join(import.meta.dirname, '../../docs/examples', `${file}.csv`);
            const csv = await readFile(path, 'utf8');
            const told = answers(await api.import('acme', `preset=${preset}`, csv));
            expect([file, new Set(told)]).toEqual([file, new Set(['recorded'])]);
          }
        });
      }),
    60_000,
  );
});
