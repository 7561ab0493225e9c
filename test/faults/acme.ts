// The ledger that an installation under fault keeps, and how it proves that nothing is missing, twice or wrong.
import { answered } from '../e2e/persistently.js';
import { type Api } from '../e2e/testing.js';
import { lasting } from './load.js';

/** Bound of 15 s with a margin of three. */
export const recoveryMsMax = 45_000;

export type Acme = {
  readonly salesperson: string;
  /** How many entries it begins with. */
  readonly entries: number;
};

/** A ledger of one salesperson, whom lists call Ada. */
export async function openAcme(commands: Api, queries: Api): Promise<Acme> {
  const acme = { ledger: 'acme', name: 'Acme', currency: 'GBP', timeZone: 'Europe/London' };
  await commands.post('', { ...acme, firstDay: '2026-01-01' }, 'open');
  await commands.import('acme', 'preset=organization', 'salesperson\nAda\n');
  const entries = await queries.head('acme');
  const { salespeople } = (await queries.get(`/acme/salespeople?after=${entries}`)) as {
    readonly salespeople: readonly { readonly id: string }[];
  };
  return { salesperson: salespeople[0]?.id ?? '', entries };
}

/** Waits until every read model shows everything. */
export async function caughtUp({ url }: Api, msMax?: number): Promise<void> {
  const isShown = async (): Promise<boolean> => {
    const answer = await fetch(`${url}/health/ready`);
    const { projections } = (await answer.json()) as {
      readonly projections: readonly { readonly serves: boolean; readonly lagEntries: number }[];
    };
    const isAll = projections.every((one) => one.serves && one.lagEntries === 0);
    return projections.length > 0 && isAll;
  };
  await until('read models catch up', isShown, msMax);
}

/** Sequence, versions, chain, money and read models, once those have caught up. */
export async function verified(api: Api, msMax?: number): Promise<{ readonly entries: number }> {
  const { url } = api;
  await caughtUp(api, msMax);
  const last = await answered(async () => {
    const answer = await fetch(`${url}/v1/ledgers/acme/verification`);
    if (answer.status === 503) throw new Error(await answer.text());
    return (await answer.text()).trimEnd().split('\n').at(-1) ?? '';
  });
  const { report } = JSON.parse(last) as {
    readonly report?: {
      readonly entries: number;
      readonly checks: readonly { readonly ok: boolean }[];
    };
  };
  if (report === undefined) throw new Error(last);
  const { checks, entries } = report;
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(checks.length).toBeGreaterThan(10);
  return { entries };
}

export async function until(
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  msMax = recoveryMsMax,
): Promise<void> {
  for (const end = performance.now() + msMax; !(await isTrue()); await lasting(50)) {
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
  }
}
