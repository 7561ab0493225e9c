// Asks a decider: gathers what it needs to know, then lets it decide.
import {
  type Command,
  type Event,
  type Known,
  type Model,
  type Moment,
  needsRoundsMax,
} from '@ledger/ledger';
import { type LedgerChanges } from '../writer-state/ledger-changes.js';

/** @throws Rejection where a rule says no; any other error is a defect of the decider. */
export function decide(
  command: Command,
  moment: Moment,
  { model, changes }: { readonly model: Model; readonly changes: LedgerChanges },
): readonly Event[] {
  const decider = model.deciderOf(command.type);
  const asked = new Set([command.subject]);
  const version: Known['version'] = (subject) => changes.slot(subject)?.version ?? 0;
  const known = (unasked: (key: string) => undefined): Known => ({
    of: (kind, id) => {
      const key = `${kind.kind}/${id}`;
      return asked.has(key) ? (changes.slot(key)?.state as never) : unasked(key);
    },
    version,
  });
  gather(asked, () => decider.needs(command, known(absent)), command.type);
  return decider.decide(command, known(undeclared), moment);
}

function gather(asked: Set<string>, needs: () => readonly string[], commandType: string): void {
  for (let round = 0; round < needsRoundsMax; round += 1) {
    const before = asked.size;
    for (const key of needs()) asked.add(key);
    if (asked.size === before) return;
  }
  throw new Error(`${commandType} never stops needing more`);
}

function absent(): undefined {
  return undefined;
}

function undeclared(key: string): never {
  throw new Error(`decide looks at ${key} without needing it`);
}
