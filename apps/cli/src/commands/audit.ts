// `sales-ledger audit`: who changed what about a subject, when and why.
import { ledgerOf, withClient } from '../connect.js';
import { print, printJson, table } from '../output.js';
import { type Given } from '../given.js';
import { type Truth } from '@ledger/read-store';

type Change = { readonly field: string; readonly before: unknown; readonly after: unknown };

type Answer = {
  readonly truth: Truth;
  readonly cursor?: string;
  readonly entries: readonly {
    readonly sequence: number;
    readonly time: string;
    readonly actor: string;
    readonly type: string;
    readonly occurredOn: string;
    readonly changes: readonly Change[];
    readonly reason?: string | null;
    readonly corrects?: number;
    readonly source?: { readonly system: string; readonly record: string };
  }[];
};

const pageRows = 500;

export type AuditOptions = { readonly ledger?: string };

export async function audit(given: Given, subject: string, options: AuditOptions): Promise<void> {
  const { speak } = given;
  await withClient(given, async (client) => {
    const ledger = await ledgerOf(given, client, options.ledger);
    const path = `/v1/ledgers/${ledger}/audit/${subject.split('/').map(encodeURIComponent).join('/')}`;
    let answer = await client.get<Answer>(path, { limit: pageRows });
    const entries = [...answer.entries];
    while (answer.cursor !== undefined) {
      answer = await client.get<Answer>(path, { limit: pageRows, cursor: answer.cursor });
      entries.push(...answer.entries);
    }
    if (given.json) return printJson({ ...answer, entries });
    print(
      table(
        [
          speak('columnSequence'),
          speak('columnTime'),
          speak('columnActor'),
          speak('columnType'),
          speak('columnOccurredOn'),
          speak('columnWhy'),
          speak('columnChanges'),
        ],
        entries.map((entry) => [
          String(entry.sequence),
          entry.time,
          entry.actor,
          entry.type,
          entry.occurredOn,
          whyOf(given, entry),
          entry.changes.map(changeOf).join('\n'),
        ]),
      ),
    );
    print(speak('truthLine', answer.truth));
  });
}

/** The reason that was given, the entry that is corrected, the outside record that it came from. */
function whyOf({ speak }: Given, { reason, corrects, source }: Answer['entries'][number]): string {
  return [
    ...(reason === undefined ? [] : [reason ?? speak('noName')]),
    ...(corrects === undefined ? [] : [speak('auditCorrects', { entry: corrects })]),
    ...(source === undefined ? [] : [speak('auditSource', source)]),
  ].join('\n');
}

function changeOf({ field, before, after }: Change): string {
  return `${field}: ${shown(before)} → ${shown(after)}`;
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
