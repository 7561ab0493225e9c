// `sales-ledger retire` and `resume`: where a ledger that moves takes commands.
import { type Acknowledgement } from '@ledger/ledger';
import { ledgerOf, withClient } from '../connect.js';
import { type Given } from '../given.js';
import { print, printJson } from '../output.js';

export type RetireOptions = { readonly ledger?: string; readonly goesOnAt: string };
export type ResumeOptions = { readonly ledger?: string; readonly reason?: string };

export async function retire(given: Given, options: RetireOptions): Promise<void> {
  const { ledger, goesOnAt } = options;
  await said(given, { ledger, route: 'retire', body: { goesOnAt }, done: 'retireDone' });
}

export async function resume(given: Given, { ledger, reason }: ResumeOptions): Promise<void> {
  const body = reason === undefined ? {} : { reason };
  await said(given, { ledger, route: 'resume', body, done: 'resumeDone' });
}

type Said = {
  readonly ledger: string | undefined;
  readonly route: 'retire' | 'resume';
  readonly body: object;
  readonly done: 'retireDone' | 'resumeDone';
};

async function said(given: Given, { ledger: named, route, body, done }: Said): Promise<void> {
  await withClient(given, async (client) => {
    const ledger = await ledgerOf(given, client, named);
    const answer = await client.post<Acknowledgement>(`/v1/ledgers/${ledger}/${route}`, body);
    if (given.json) return printJson(answer);
    print(given.speak(done, { ledger, sequence: answer.sequence }));
  });
}
