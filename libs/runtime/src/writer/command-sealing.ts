// Makes a submission fit to leave the edge: its personal fields become ciphertext, its content gets a fingerprint that
// tells nothing without the ledger's key.
import { type KeyStore, type Sealer, keyedHash, sealer } from '@ledger/key-store';
import {
  type Command,
  type SealedSubmission,
  type Slice,
  type Submission,
  canonicalJson,
} from '@ledger/ledger';

/** The one command that a ledger need not exist for. */
export const opening = 'OpenLedger';

export class CommandSealing {
  private readonly sealer: Sealer;
  private readonly personal: ReadonlyMap<string, readonly string[]>;
  /** Once a ledger is opened its key never changes, and unwrapping it costs more than using it. */
  private readonly ledgerKeys = new Map<string, Buffer>();

  constructor(
    private readonly keys: KeyStore,
    slices: readonly Slice[],
  ) {
    this.sealer = sealer(keys);
    this.personal = new Map(slices.flatMap((slice) => Object.entries(slice.personal)));
  }

  /** Makes the keys of the ledger and of the data subject where they have none yet. */
  async seal(submission: Submission): Promise<SealedSubmission> {
    const command = await this.sealed(submission.command);
    const key = await this.ledgerKey(command);
    const { next } = submission;
    if (next === undefined) {
      return { ...submission, command, commandHash: keyedHash(key, canonicalJson(command)) };
    }
    const following = await Promise.all(next.map((one) => this.sealed(one)));
    const content = canonicalJson([command, ...following]);
    return { ...submission, command, next: following, commandHash: keyedHash(key, content) };
  }

  private async ledgerKey({ ledger, type }: Command): Promise<Buffer> {
    const known = this.ledgerKeys.get(ledger);
    if (known !== undefined) return known;
    const key = await this.keys.ensureLedgerKey(ledger);
    // Where opening it is refused, the ledger may be moved in later with a key of its own.
    if (type !== opening) this.ledgerKeys.set(ledger, key);
    return key;
  }

  private async sealed(command: Command): Promise<Command> {
    const { ledger, subject } = command;
    const fields = this.personal.get(command.type) ?? [];
    if (fields.length === 0) return command;
    const data: Record<string, unknown> = { ...command.data };
    for (const field of fields) {
      const value = data[field];
      if (value === undefined || value === null) continue; // null takes a value away: nothing to hide
      data[field] = await this.sealer.seal(ledger, subject, field, value);
    }
    return { ...command, data };
  }
}
