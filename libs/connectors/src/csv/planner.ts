// What an importer of one kind of list does: read a row, compare it with what the ledger shows, say the next commands.
import {
  type Acknowledgement,
  type CalendarHistory,
  type Command,
  type Rejection,
  type Row,
} from '@ledger/ledger';
import { type Source } from '@ledger/sales';
import { type Cells } from './cells.js';
import { type SeenStage } from './open-stages.js';

/** What an import needs from the installation around it; an edge gives it, so that importers know no store. */
export type ImportEdge = {
  readonly ledger: string;
  /** Names the system that the file comes from; part of every record's identity. */
  readonly system: string;
  /** The ledger's currency, ISO 4217. */
  readonly currency: string;
  /** The first business day that the ledger knows. */
  readonly firstDay: string;
  /** The ledger's, IANA. */
  readonly timeZone: string;
  /** How the ledger's years are cut. */
  readonly calendars: CalendarHistory;
  /** Today in the ledger's time zone. */
  readonly today: string;
  /** base64url HMAC under the ledger key. */
  fingerprint(text: string): string;
  /** The opaque id that stands for a record of the source; undefined where it was never claimed. */
  lookUp(kind: string, key: string): Promise<string | undefined>;
  /** The same, made (`<prefix>-…`) where there is none. */
  claim(kind: string, key: string, prefix: string): Promise<string>;
  /** One or more commands, decided one after another: what all of them decide is recorded, or nothing. */
  send(commands: SentCommands, attempt: Attempt): Promise<Acknowledgement>;
  /** The ledger's last sequence. */
  head(): Promise<number>;
  /** Rows of a read model that shows at least the sequence `after`. */
  rows(wanted: WantedRows, after: number | undefined): Promise<SeenRows>;
};

export type SentCommand = Omit<Command, 'ledger'>;

export type SentCommands = readonly [SentCommand, ...SentCommand[]];

export type Attempt = { readonly idempotencyKey: string; readonly expectedVersion?: number };

export type WantedRows = {
  readonly projection: string;
  readonly collection: string;
  readonly ids: readonly string[];
};

export type SeenRows = {
  readonly rows: readonly (Row | undefined)[];
  /** The sequence that they show. */
  readonly sequence: number;
};

/** The next commands for one row's subject, recorded together or not at all. Empty: unchanged. */
export type Plan = {
  readonly subject: string;
  /** Version that the subject has before the first command. */
  readonly version: number;
  /** Hash of the row that was imported last; empty where there is none. */
  readonly previousHash: string;
  readonly steps: readonly PlannedStep[];
};

export type PlannedStep = { readonly type: string; readonly data: object };

export type Planned = {
  /** For each row its plan, or why there is none. */
  readonly plans: readonly (Plan | Rejection)[];
  /** The sequence that the plans are based on. */
  readonly sequence: number;
};

export type Planner<Desired> = {
  /** Pure. @throws Rejection where the row can't be used */
  read(cells: Cells): Desired;
  /** The record that the row speaks of: rows with equal keys are imported one after another. */
  key(desired: Desired): string;
  /**
   * What a file may say one thing of only; absent: the record. A later row that says another is refused, for no import of
   * the file could ever leave both true.
   */
  once?(desired: Desired): string;
  /** Where rows say when they were true: when, and what apart from that; absent: rows of a record are about one moment. */
  told?(desired: Desired): { readonly moment: string | undefined; readonly content: object };
  /** The row's stage where that ends nothing; absent: rows have none. */
  openStage?(desired: Desired): SeenStage | undefined;
  /** The row's status where the lead was received, whatever that may mean; absent: rows have none. */
  receivedStatus?(cells: Cells): string | undefined;
  /** Looks names and present rows up for several rows at once. */
  plan(desired: readonly Desired[], after: number | undefined): Promise<Planned>;
};

/** Provenance that every step of the row carries. */
export function sourceOf(edge: ImportEdge, record: string, desired: object): Source {
  return { system: edge.system, record, hash: edge.fingerprint(JSON.stringify(desired)) };
}
