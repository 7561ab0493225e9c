// What an import sees of an installation: its ledger's commands, read models and directory of outside records.
import { type CommandBus } from '@nestjs/cqrs';
import {
  type Acknowledgement,
  type Environment,
  type Sender,
  SubmitCommand,
  submission,
  todayIn,
} from '@ledger/ledger';
import { type EventLog } from '@ledger/event-log';
import { type KeyStore, keyedHash } from '@ledger/key-store';
import { type ReadModels } from '@ledger/read-store';
import { type ImportEdge, type ImportWish } from '@ledger/connectors';
import { Patience } from '@ledger/runtime';
import { type LedgerState } from '@ledger/sales';

export type Installation = {
  readonly bus: CommandBus;
  readonly models: ReadModels;
  readonly keys: KeyStore;
  readonly log: EventLog;
  readonly environment: Environment;
};

const idsRememberedMax = 100_000;
/** So long an import goes on asking while nothing of it gets on: servers are restarted and partitions moved within that. */
const standstillMsMax = 5 * 60_000;

/** What an import has with stores and writer: what fails is asked again, a command with its id, so that it is recorded once. */
export function patienceOf({ signal }: Pick<ImportWish, 'signal'>): Patience {
  return new Patience({ standstillMsMax, signal });
}

/** @throws ViewError (`ledger-not-found`) where there is no such ledger */
export async function importEdge(
  { bus, models, keys, log, environment }: Installation,
  { ledger, system, sender, signal }: ImportWish,
): Promise<ImportEdge> {
  const patience = patienceOf({ signal });
  const head = (): Promise<number> => patience.with(() => log.head(ledger));
  const begun = await head();
  const settings = await patience.with(() => settingsOf(models, ledger, begun));
  const key = await patience.with(() => keys.ensureLedgerKey(ledger));
  const ids = new Map<string, string>();
  const digestOf = (kind: string, record: string): string =>
    keyedHash(key, JSON.stringify([system, kind, record]));
  const remembered = (digest: string, id: string): string => {
    if (ids.size >= idsRememberedMax) ids.clear();
    ids.set(digest, id);
    return id;
  };
  return {
    ledger,
    system,
    currency: settings.currency,
    firstDay: settings.firstDay,
    timeZone: settings.timeZone,
    calendars: settings.calendars,
    today: todayIn(settings.timeZone, new Date(environment.now()).toISOString()),
    fingerprint: (text) => keyedHash(key, text),
    lookUp: async (kind, record) => {
      const digest = digestOf(kind, record);
      const known = ids.get(digest) ?? (await patience.with(() => keys.lookUp(ledger, digest)));
      return known === undefined ? undefined : remembered(digest, known);
    },
    claim: async (kind, record, prefix) => {
      const digest = digestOf(kind, record);
      const known = ids.get(digest);
      if (known !== undefined) return known;
      const fresh = `${prefix}-${environment.randomBytes(13).toString('hex')}`;
      return remembered(digest, await patience.with(() => keys.claim(ledger, digest, fresh)));
    },
    head,
    send: ([first, ...others], attempt): Promise<Acknowledgement> => {
      // The caller's own If-Match speaks of no row.
      const rowSender: Sender = { ...sender, expectedVersion: undefined, ...attempt };
      const next = others.map((command) => ({ ...command, ledger }));
      const row = submission({ ...first, ledger }, rowSender, next);
      return patience.with(() => bus.execute(new SubmitCommand(row)));
    },
    rows: ({ projection, collection, ids: wanted }, after) =>
      patience.with(() =>
        models.view(projection, ledger, after, async (view) => ({
          rows: await view.getMany(collection, wanted),
          sequence: view.truth.sequence,
        })),
      ),
  };
}

async function settingsOf(models: ReadModels, ledger: string, head: number): Promise<LedgerState> {
  return models.view('ledger', ledger, head, async (view) => {
    const [row] = await view.getMany('ledger', [ledger]);
    if (row === undefined) throw new Error(`the read model shows no settings of ${ledger}`);
    return row as unknown as LedgerState; // the collection holds nothing else
  });
}
