// One verification for tests and operators: the log checked entry by entry, the read models folded anew beside it.
import { type EventLog } from '@ledger/event-log';
import { type EntryRecord, type Slice, modelOf } from '@ledger/ledger';
import { type ReadStore, ViewError } from '@ledger/read-store';
import { patiently } from '../patience.js';
import { haltOf } from '../read-models/truth.js';
import { type KeyedLog, keyStanding } from '../soundness/ledger-key.js';
import { readLimit } from '../projection/read-limit.js';
import { type Decoded, breather } from '../projection/run.js';
import { type Check, Problems } from './check.js';
import { EntryChecks } from './entry-checks.js';
import { Refold } from './refold.js';

export type VerifyOptions = {
  readonly log: EventLog;
  readonly keys: KeyedLog['keys'];
  readonly ledger: string;
  readonly slices: readonly Slice[];
  /** The read models to check. */
  readonly store: ReadStore;
  /** Empty, of the caller: the log is folded into it. */
  readonly scratch: ReadStore;
  /** Entries checked so far, and how many there are. */
  readonly onProgress?: (done: number, total: number) => void;
};

export type VerifyReport = {
  readonly ledger: string;
  readonly entries: number;
  /** Leaf hash (base64url) of the last entry that the chain reached. */
  readonly head: string;
  readonly checks: readonly Check[];
};

/**
 * Checks the sequence, each subject's versions, the chain (prevhash), every read model against the fold of the log
 * (read-model:<name>), the slices' own rules such as money-conserved, that no checkpoint is ahead of the log, that the log is
 * not halted behind its last entry, and that the ledger's key is the one it was opened with.
 * @throws ViewError `ledger-not-found`
 */
export async function verifyLedger(options: VerifyOptions): Promise<VerifyReport> {
  const { log, keys, ledger, slices } = options;
  const { catalogue } = modelOf(slices);
  const total = await patiently(() => log.head(ledger));
  if (total === 0) {
    throw new ViewError('ledger-not-found', `there is no ledger ${ledger}`, { ledger });
  }
  const entries = new EntryChecks(
    catalogue,
    slices.flatMap(({ invariants }) => invariants),
  );
  const models = await Promise.all(
    slices
      .flatMap(({ projections }) => projections)
      .map((projection) => Refold.of(projection, { ...options, catalogue })),
  );
  const limit = readLimit();
  for (let done = 0; done < total;) {
    const [from, most] = [done + 1, limit.of(total - done)];
    const records = await patiently(() => log.read(ledger, from, most));
    if (records.length === 0) break;
    limit.saw(records);
    const decoded = await seen(entries, records);
    await Promise.all(models.map((model) => model.take(decoded)));
    done += records.length;
    options.onProgress?.(done, total);
  }
  const checkpoints = new Problems('checkpoints');
  const compared: Check[] = [];
  for (const model of models) compared.push(await model.compare(checkpoints));
  const { head } = entries;
  const checks = [
    ...entries.checks(),
    await goesOn(log, ledger),
    ...compared,
    checkpoints.check,
    await ledgerKey({ log, keys }, ledger),
  ];
  return { ledger, entries: total, head, checks };
}

/** What the log holds behind its last entry that can be read. */
async function goesOn(log: EventLog, ledger: string): Promise<Check> {
  const problems = new Problems('not-halted');
  const halt = await patiently(() => haltOf(log, ledger));
  if (halt !== undefined) problems.add(`halted at entry ${halt.sequence}: ${halt.reason}`);
  return problems.check;
}

async function ledgerKey(keyed: KeyedLog, ledger: string): Promise<Check> {
  const problems = new Problems('ledger-key');
  const standing = await keyStanding(keyed, ledger);
  if (standing === 'missing') problems.add('the key store has no key of this ledger');
  if (standing === 'differs')
    problems.add('the key is not the one that the ledger was opened with');
  return problems.check;
}

/** The entries that can be read and stand in a row. */
async function seen(
  checks: EntryChecks,
  records: readonly EntryRecord[],
): Promise<readonly Decoded[]> {
  const breathe = breather();
  const decoded: Decoded[] = [];
  let isWhole = true;
  for (const record of records) {
    const one = checks.see(record);
    isWhole &&= one !== undefined;
    if (one !== undefined && isWhole) decoded.push(one);
    const pause = breathe();
    if (pause !== undefined) await pause;
  }
  return decoded;
}
