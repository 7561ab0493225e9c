// What can be told from entries alone: the chain, the versions of subjects, and the rules of the slices.
import { chainFrom, leafHash } from '@ledger/integrity';
import {
  type Entry,
  type EntryRecord,
  type EventCatalogue,
  type Invariant,
  decodeEntry,
} from '@ledger/ledger';
import { type Decoded, reasonOf } from '../projection/run.js';
import { type Check, Problems } from './check.js';

export class EntryChecks {
  private readonly chain = chainFrom();
  private readonly sequence = new Problems('sequence');
  private readonly prevhash = new Problems('prevhash');
  private readonly decoding = new Problems('entry-types');
  private readonly versions = new Problems('subject-versions');
  private readonly lastVersions = new Map<string, number>();
  private readonly rules: readonly (readonly [string, ReturnType<Invariant['start']>])[];
  private isBroken = false;

  constructor(
    private readonly catalogue: EventCatalogue,
    invariants: readonly Invariant[],
  ) {
    this.rules = invariants.map((invariant) => [invariant.name, invariant.start()]);
  }

  /** In order. Returns the entry; undefined where it can't be read. */
  see(record: EntryRecord): Decoded | undefined {
    const { sequence, bytes } = record;
    this.link(bytes);
    const leaf = this.isBroken ? leafHash(bytes) : this.chain.head.leaf;
    const entry = this.decoded(sequence, bytes);
    if (entry === undefined) return undefined;
    const expected = (this.lastVersions.get(entry.subject) ?? 0) + 1;
    if (entry.version !== expected) {
      const found = `entry ${sequence} is version ${entry.version} of ${entry.subject}`;
      this.versions.add(`${found}, after version ${expected - 1}`);
    }
    this.lastVersions.set(entry.subject, entry.version);
    for (const [, rule] of this.rules) rule.see(entry);
    return { entry, leaf, record };
  }

  /** Leaf hash of the last entry that the chain reached. */
  get head(): string {
    return this.chain.head.leaf;
  }

  checks(): readonly Check[] {
    const ruled = this.rules.map(([name, rule]) => {
      const problems = new Problems(name);
      for (const violation of rule.violations()) problems.add(violation);
      return problems.check;
    });
    const own = [this.sequence, this.prevhash, this.decoding, this.versions];
    return [...own.map(({ check }) => check), ...ruled];
  }

  /** A chain has one first fault; what follows it can't be told any more. */
  private link(bytes: Uint8Array): void {
    if (this.isBroken) return;
    const fault = this.chain.see(bytes);
    if (fault === undefined) return;
    this.isBroken = true;
    (fault.code === 'sequence' ? this.sequence : this.prevhash).add(fault.message);
  }

  private decoded(sequence: number, bytes: Uint8Array): Entry | undefined {
    try {
      return decodeEntry(bytes, this.catalogue);
    } catch (error) {
      this.decoding.add(`entry ${sequence}: ${reasonOf(error)}`);
      return undefined;
    }
  }
}
