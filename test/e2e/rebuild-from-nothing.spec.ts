// Entries are the truth: read models and the writer's own state can be thrown away, and every answer is the same again.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '@ledger/ledger';
import { cliJson } from '../cli.js';
import { type Api, inFolder, whileServed } from './testing.js';

type Sent = { readonly path: string; readonly body: object; readonly key: string };
type Answered = Sent & { readonly status: number; readonly answer: unknown };

const people = 'salesperson,manager,region\nAda,Mia,North\nBo,Mia,North\nCy,Sam,South\n';
const deals = `opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
I-1,Ada,Kit,Konex,Won,2026-01-05,2026-02-05,100
I-2,Bo,Hub,,Lost,2026-01-06,2026-02-06,
I-3,Cy,,Konex,Engaging,,,40
I-2,Bo,Hub,,Won,2026-01-06,2026-03-06,70
`;

const commands: readonly (readonly [string, object])[] = [
  ['/acme/salespeople', { salesperson: 'sp-1', name: 'Dee', email: 'dee@acme.example' }],
  ['/acme/salespeople', { salesperson: 'sp-2', name: 'Eve' }],
  ['/acme/salespeople', { salesperson: 'sp-3', name: 'Fay' }],
  ['/acme/teams', { team: 'west', name: 'West' }],
  ['/acme/salespeople/sp-1/assign-to-team', { team: 'west' }],
  ['/acme/products', { product: 'cup', name: 'Cup', listPrice: '12.00' }],
  ['/acme/customers', { customer: 'umbra', name: 'Umbra', segment: 'small' }],
  [
    '/acme/deals',
    {
      deal: 'D-1',
      title: 'Cups',
      salesperson: 'sp-1',
      customer: 'umbra',
      products: ['cup'],
      openedOn: '2026-01-10',
    },
  ],
  [
    '/acme/deals',
    {
      deal: 'D-2',
      salesperson: 'sp-2',
      products: ['cup'],
      amount: '99.00',
      openedOn: '2026-01-11',
    },
  ],
  [
    '/acme/deals/D-1/win',
    {
      closedOn: '2026-02-10',
      amount: '250.00',
      credits: {
        primary: [
          { salesperson: 'sp-1', shareBp: 7000 },
          { salesperson: 'sp-2', shareBp: 3000 },
        ],
        overlay: [{ salesperson: 'sp-3', shareBp: 5000 }],
      },
    },
  ],
  ['/acme/deals/D-1/correct', { reason: 'The contract says so', amount: '260.00' }],
  ['/acme/deals/D-1/reverse', { kind: 'return', amount: '10.00', reversedOn: '2026-03-01' }],
  ['/acme/deals/D-2/advance', { stage: 'Engaging', probabilityBp: 5000 }],
  ['/acme/deals/D-2/reassign', { salesperson: 'sp-1', reason: 'Leave' }],
  ['/acme/deals/D-2/lose', { lostOn: '2026-03-02', reason: 'price' }],
  ['/acme/deals/D-2/reopen', { reason: 'They called' }],
  ['/acme/deals/D-1/win', { closedOn: '2026-02-10', amount: '250.00' }],
  ['/acme/customers/umbra/change', { segment: null }],
];

async function send(api: Api, { path, body, key }: Sent): Promise<Answered> {
  const answer = await api.send(path, body, key);
  return { path, body, key, status: answer.status, answer: await answer.json() };
}

async function history(api: Api): Promise<readonly Answered[]> {
  const [currency, timeZone, firstDay] = ['USD', 'UTC', '2020-01-01'];
  await api.post('', { ledger: 'acme', name: 'Acme', currency, timeZone, firstDay });
  await api.import('acme', 'preset=organization', people);
  await api.import('acme', 'preset=products', 'product,price\nKit,100\nHub,250\n');
  await api.import('acme', 'preset=customers', 'account,sector\nKonex,retail\n');
  await api.import('acme', 'preset=pipeline', deals);
  const answers: Answered[] = [];
  for (const [place, [path, body]] of commands.entries()) {
    answers.push(await send(api, { path, body, key: `history-${place}` }));
  }
  return answers;
}

/** What every GET route says, without how late it is. */
async function everything(api: Api): Promise<Readonly<Record<string, string>>> {
  const after = `after=${await api.head('acme')}`;
  const lists = ['salespeople', 'teams', 'territories', 'products', 'customers', 'deals'];
  const metrics = [
    'sales-amount',
    'won-amount',
    'overlay-amount',
    'reversed-amount',
    'deals-won',
    'units-won',
    'deals-lost',
    'deals-opened',
    'average-deal',
    'win-rate',
    'cycle-days',
  ];
  const kpis = [
    'growth',
    'lead-conversion',
    'retention',
    'csat',
    'pipeline-coverage',
    'productivity',
  ];
  const periods = ['2026', '2026-Q1', '2026-02', '2026-W06'];
  const boards = metrics.flatMap((metric) =>
    periods.map((period) => `leaderboards/${metric}?period=${period}`),
  );
  const bys = ['team', 'territory', 'product', 'customer'].map(
    (by) => `leaderboards/sales-amount?period=2026&by=${by}`,
  );
  const scopes = ['scope=team/west', 'scope=team/west&by=product'].map(
    (scope) => `leaderboards/sales-amount?period=2026&${scope}`,
  );
  const figures = [
    'kpis',
    ...kpis.map((kpi) => `kpis/${kpi}/history?period=2026-Q1&periods=2`),
    'attainment?period=2026-Q1&by=salesperson&on=2026-02-14',
    'attainment?period=2026&by=team&on=2026-02-14&organization=today',
    'leaderboards/attainment?period=2026-Q1&metric=deals-won',
  ];
  const subjects = (await api.entries('acme')).map(({ subject }) => subject);
  const audits = [...new Set(subjects)].map((subject) => `audit/${subject}`);
  const ones = [...new Set(subjects)].flatMap((subject) => {
    const [kind, id] = subject.split('/');
    const plural = {
      deal: 'deals',
      salesperson: 'salespeople',
      customer: 'customers',
      product: 'products',
      team: 'teams',
      territory: 'territories',
    }[kind ?? ''];
    return plural === undefined ? [] : [`${plural}/${id}`];
  });
  const paths = [
    ...lists,
    'deals?status=won',
    'deals?salesperson=sp-1',
    ...ones,
    ...boards,
    ...figures,
    ...bys,
    ...scopes,
    ...audits,
    'audit?type=DealWon',
    'audit?text=west',
    'audit/entries/3',
  ];
  const answers = [['', await canonical(api, `/acme?${after}`)]];
  for (const path of paths) {
    answers.push([
      path,
      await canonical(api, `/acme/${path}${path.includes('?') ? '&' : '?'}${after}`),
    ]);
  }
  return Object.fromEntries(answers) as Record<string, string>;
}

async function canonical(api: Api, path: string): Promise<string> {
  const answer = await api.get(path);
  const text = Buffer.from(canonicalJson(answer as object)).toString('utf8');
  if (text.includes('"status":4') || text.includes('"status":5'))
    throw new Error(`${path}: ${text}`);
  return text;
}

describe('every answer is the same again', () => {
  it(
    'after read models, the writer’s state or both are thrown away, and after a rebuild',
    () =>
      inFolder('rebuild', async (_, options) => {
        const { recorded, before } = await whileServed(options, async (api) => ({
          recorded: await history(api),
          before: await everything(api),
        }));
        expect(recorded.map(({ status }) => status)).toEqual(
          commands.map((_, place) => (place === 16 ? 409 : 200)),
        );
        expect(Object.keys(before).length).toBeGreaterThan(90);
        expect(new Set(Object.values(before)).size).toBeGreaterThan(70);

        const same = (): Promise<void> =>
          whileServed(options, async (api) => {
            const head = await api.head('acme');
            expect(await everything(api)).toEqual(before);
            for (const { path, body, key, status, answer } of recorded) {
              const again = await send(api, { path, body, key });
              expect([key, again.status]).toEqual([key, status]);
              if (status === 200) expect(again.answer).toEqual(answer);
            }
            expect(await api.head('acme')).toBe(head);
          });
        for (const thrownAway of [['read'], ['state'], ['read', 'state']]) {
          for (const name of thrownAway) await rm(join(options.data, name), { recursive: true });
          await same();
        }

        await rm(join(options.data, 'read'), { recursive: true });
        const board = await cliJson<object>(
          options,
          'leaderboard',
          '--period',
          '2026',
          '--by',
          'team',
        );
        const known = JSON.parse(
          before['leaderboards/sales-amount?period=2026&by=team'] ?? '',
        ) as object;
        expect(board).toEqual(known);
        await whileServed(options, async (api) => {
          const { rebuilt } = await cliJson<{ rebuilt: string[] }>(options, 'rebuild');
          expect(rebuilt.length).toBeGreaterThan(4);
          expect(await everything(api)).toEqual(before);
        });
      }),
    120_000,
  );
});
