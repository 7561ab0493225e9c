// `sales-ledger audit`: who changed what, when and why; about a subject in order, or newest first by what one knows.
import { type Truth } from '@ledger/read-store';
import { type Client, type Query } from '../client.js';
import { ledgerOf, withReader } from '../connect.js';
import { Exit, exitCodes } from '../exit.js';
import { type Given } from '../given.js';
import { print, printJson, table } from '../output.js';
import { wordOf } from '../words.js';

type Shown = string | readonly (string | null)[] | null;

type Change = {
  readonly label: { readonly en: string; readonly zh: string };
  readonly before: unknown;
  readonly after: unknown;
  readonly beforeShown?: Shown;
  readonly afterShown?: Shown;
  readonly beforeUnknown?: boolean;
};

type Entry = {
  readonly sequence: number;
  readonly subject: string;
  readonly subjectName?: string | null;
  readonly time: string;
  readonly actor: string;
  readonly type: string;
  readonly occurredOn: string;
  readonly changes: readonly Change[];
  readonly reason?: string | null;
  readonly corrects?: number;
  readonly correctedBy?: readonly number[];
  readonly source?: { readonly system: string; readonly record: string };
};

type Answer = {
  readonly truth: Truth;
  readonly cursor?: string;
  readonly entries: readonly Entry[];
};

const pageRows = 500;

export type AuditOptions = {
  readonly ledger?: string;
  readonly by?: string;
  readonly person?: string;
  readonly command?: string;
  readonly type?: string;
  readonly from?: string;
  readonly to?: string;
  readonly occurredFrom?: string;
  readonly occurredTo?: string;
  readonly text?: string;
  readonly limit: number;
};

export async function audit(
  given: Given,
  subject: string | undefined,
  options: AuditOptions,
): Promise<void> {
  demandSubject(given, subject);
  await withReader(given, async (client) => {
    const ledger = await ledgerOf(given, client, options.ledger);
    const conditions = conditionsOf(options);
    const isTrail = subject !== undefined && Object.values(conditions).every(isAbsent);
    const path = `/v1/ledgers/${ledger}/audit`;
    const answer = isTrail
      ? await pages(client, { path: `${path}/${pathOf(subject)}` })
      : await pages(client, { path, query: { subject, ...conditions }, limit: options.limit });
    if (given.json) return printJson(answer);
    print(isTrail ? trailTable(given, answer.entries) : foundTable(given, answer.entries));
    if (answer.cursor !== undefined) {
      print(given.speak('auditMore', { limit: options.limit }));
    }
    print(given.speak('truthLine', answer.truth));
  });
}

function demandSubject({ speak }: Given, subject: string | undefined): void {
  if (subject === undefined || /^[a-z-]+\/[^/]+$/.test(subject)) return;
  const values = { what: '[subject]', value: subject, must: speak('mustSubject') };
  throw new Exit(exitCodes.unusable, speak('errorInvalidValue', values));
}

function conditionsOf(options: AuditOptions): Query {
  const { by, person, command, type, from, to, occurredFrom, occurredTo, text } = options;
  const periods = { recordedFrom: from, recordedTo: to, occurredFrom, occurredTo };
  return { actor: by, person, command, type, ...periods, text };
}

const isAbsent = (value: unknown): boolean => value === undefined;

function pathOf(subject: string): string {
  return subject.split('/').map(encodeURIComponent).join('/');
}

type Asked = { readonly path: string; readonly query?: Query; readonly limit?: number };

/** Page after page, also past such as are not full, until there is nothing left or enough was found. */
async function pages(client: Client, { path, query = {}, limit }: Asked): Promise<Answer> {
  const entries: Entry[] = [];
  let cursor: string | undefined;
  for (;;) {
    const left = limit === undefined ? pageRows : Math.min(pageRows, limit - entries.length);
    const answer = await client.get<Answer>(path, { ...query, limit: left, cursor });
    entries.push(...answer.entries);
    cursor = answer.cursor;
    if (cursor === undefined || entries.length === limit) return { ...answer, entries };
  }
}

function trailTable(given: Given, entries: readonly Entry[]): string {
  return table(
    headOf(given, []),
    entries.map((entry) => rowOf(given, entry, [])),
  );
}

/** Where entries are of several subjects, each says about which. */
function foundTable(given: Given, entries: readonly Entry[]): string {
  return table(
    headOf(given, [given.speak('columnSubject')]),
    entries.map((entry) => rowOf(given, entry, [aboutOf(given, entry)])),
  );
}

function headOf({ speak }: Given, about: readonly string[]): readonly string[] {
  return [
    speak('columnSequence'),
    speak('columnTime'),
    speak('columnActor'),
    ...about,
    speak('columnType'),
    speak('columnOccurredOn'),
    speak('columnWhy'),
    speak('columnChanges'),
  ];
}

function rowOf(given: Given, entry: Entry, about: readonly string[]): readonly string[] {
  const { sequence, time, actor, type, occurredOn, changes } = entry;
  return [
    String(sequence),
    time,
    actor,
    ...about,
    wordOf(given.language, type),
    occurredOn,
    whyOf(given, entry),
    changesText(given, changes),
  ];
}

function aboutOf({ speak }: Given, { subject, subjectName }: Entry): string {
  return subjectName === undefined ? subject : `${subject}\n${subjectName ?? speak('noName')}`;
}

/** The reason that was given, what it corrects and what corrects it, the outside record that it came from. */
function whyOf({ speak }: Given, { reason, corrects, correctedBy = [], source }: Entry): string {
  return [
    ...(reason === undefined ? [] : [reason ?? speak('noName')]),
    ...(corrects === undefined ? [] : [speak('auditCorrects', { entry: corrects })]),
    ...correctedBy.map((entry) => speak('auditCorrectedBy', { entry })),
    ...(source === undefined ? [] : [speak('auditSource', source)]),
  ].join('\n');
}

type Reader = Pick<Given, 'speak' | 'language'>;

/** A line each; what reads the same before and after, such as nobody and an empty list, is no line. */
export function changesText(reader: Reader, changes: readonly Change[]): string {
  return changes.flatMap((change) => changeOf(reader, change)).join('\n');
}

function changeOf(reader: Reader, change: Change): readonly string[] {
  const { label, before, after, beforeShown, afterShown, beforeUnknown = false } = change;
  const was = beforeUnknown ? '?' : shown(reader, before, beforeShown);
  const is = shown(reader, after, afterShown);
  return was === is ? [] : [`${label[reader.language]}: ${was} → ${is}`];
}

/** As a person reads it; an erased name leaves its id, which says who it was and not what they were called. */
function shown({ speak }: Reader, value: unknown, readable: Shown | undefined): string {
  if (isNothing(readable ?? value)) return nothing;
  if (typeof readable === 'string') return readable;
  if (Array.isArray(readable)) {
    return readable.map((name: string | null) => name ?? speak('noName')).join(', ');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const nothing = '–';

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}
