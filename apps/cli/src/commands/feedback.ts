// `sales-ledger feedback receive|answer|dismiss|list`: what customers say, and what becomes of it.
import { type Acknowledgement } from '@ledger/ledger';
import { type Truth } from '@ledger/read-store';
import { type Client } from '../client.js';
import { ledgerOf, withClient } from '../connect.js';
import { type Given } from '../given.js';
import { namesOf } from '../names.js';
import { print, printJson, table } from '../output.js';

export type FeedbackReceiveOptions = {
  readonly ledger?: string;
  readonly kind: string;
  readonly on: string;
  readonly csat?: number;
  readonly nps?: number;
  readonly ces?: number;
  readonly comment?: string;
  readonly salesperson?: string;
  readonly customer?: string;
  readonly deal?: string;
  readonly product?: string;
};

export type FeedbackAnswerOptions = {
  readonly ledger?: string;
  readonly on: string;
  readonly comment: string;
};

export type FeedbackDismissOptions = {
  readonly ledger?: string;
  readonly on: string;
  readonly reason: string;
};

export type FeedbackListOptions = {
  readonly ledger?: string;
  readonly salesperson?: string;
  readonly customer?: string;
  readonly open?: boolean;
  readonly limit?: number;
};

type Answer = {
  readonly truth: Truth;
  readonly cursor?: string;
  readonly feedback: readonly {
    readonly feedback: string;
    readonly status: string;
    readonly receivedOn: string;
    readonly score?: { readonly scale: string; readonly value: number };
    readonly salesperson?: string;
    readonly customer?: string;
    readonly comment?: string | null;
  }[];
};

export async function receiveFeedback(
  given: Given,
  id: string,
  { ledger, on: receivedOn, csat, nps, ces, ...said }: FeedbackReceiveOptions,
): Promise<void> {
  const [score] = Object.entries({ csat, nps, ces }).flatMap(([scale, value]) =>
    value === undefined ? [] : [{ scale, value }],
  );
  const body = { ...said, receivedOn, ...(score === undefined ? {} : { score }) };
  await recorded(given, ledger, { path: `${encodeURIComponent(id)}/receive`, body });
}

export async function answerFeedback(
  given: Given,
  id: string,
  { ledger, on: answeredOn, comment }: FeedbackAnswerOptions,
): Promise<void> {
  const body = { answeredOn, comment };
  await recorded(given, ledger, { path: `${encodeURIComponent(id)}/answer`, body });
}

export async function dismissFeedback(
  given: Given,
  id: string,
  { ledger, on: dismissedOn, reason }: FeedbackDismissOptions,
): Promise<void> {
  const body = { dismissedOn, reason };
  await recorded(given, ledger, { path: `${encodeURIComponent(id)}/dismiss`, body });
}

type Sent = { readonly path: string; readonly body: object };

function recorded(given: Given, named: string | undefined, { path, body }: Sent): Promise<void> {
  return inFeedback(given, named, async (client, feedback) => {
    const answer = await client.post<Acknowledgement>(`${feedback}/${path}`, body);
    if (given.json) return printJson(answer);
    const { subject, sequence, entries } = answer;
    const id = subject.slice(subject.indexOf('/') + 1);
    print(given.speak(entries === 0 ? 'feedbackUnchanged' : 'feedbackRecorded', { id, sequence }));
  });
}

export async function listFeedback(given: Given, options: FeedbackListOptions): Promise<void> {
  const { speak } = given;
  const { ledger, salesperson, customer, limit } = options;
  const open = options.open === true ? 'complaints' : undefined;
  await inFeedback(given, ledger, async (client, feedback) => {
    const answer = await client.get<Answer>(feedback, { salesperson, customer, open, limit });
    if (given.json) return printJson(answer);
    const asked = answer.feedback.flatMap((one) => [
      ...(one.salesperson === undefined ? [] : [`salesperson/${one.salesperson}`]),
      ...(one.customer === undefined ? [] : [`customer/${one.customer}`]),
    ]);
    const names = await namesOf(client, feedback.replace(/\/feedback$/, ''), asked);
    const nameOf = (kind: string, id: string | undefined): string =>
      id === undefined ? '' : (names.get(`${kind}/${id}`) ?? id);
    const head = [
      speak('columnReceivedOn'),
      speak('columnScore'),
      speak('columnStatus'),
      speak('columnSalesperson'),
      speak('columnCustomer'),
      speak('columnComment'),
      speak('columnFeedbackId'),
    ];
    const rows = answer.feedback.map((one) => [
      one.receivedOn,
      one.score === undefined ? '' : `${one.score.scale.toUpperCase()} ${one.score.value}`,
      speak(statusTexts[one.status] ?? 'statusOpen'),
      nameOf('salesperson', one.salesperson),
      nameOf('customer', one.customer),
      (one.comment ?? '').replaceAll(/\s*\n\s*/g, ' '), // a row is a line
      one.feedback,
    ]);
    print(table(head, rows));
    if (answer.cursor !== undefined) print(speak('moreRows'));
    print(speak('truthLine', answer.truth));
  });
}

const statusTexts: {
  readonly [status: string]: 'statusOpen' | 'statusAnswered' | 'statusDismissed';
} = { open: 'statusOpen', answered: 'statusAnswered', dismissed: 'statusDismissed' };

async function inFeedback(
  given: Given,
  named: string | undefined,
  use: (client: Client, feedback: string) => Promise<void>,
): Promise<void> {
  await withClient(given, async (client) => {
    const ledger = await ledgerOf(given, client, named);
    await use(client, `/v1/ledgers/${ledger}/feedback`);
  });
}
