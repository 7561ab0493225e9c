// Keys for a copy of a ledger: reads the real ones, keeps new ones to itself and forgets them.
import { type Environment } from '@ledger/ledger';
import { type KeyStore, type SubjectKeys } from '@ledger/key-store';

export function forkedKeys(real: KeyStore, environment: Environment): KeyStore {
  const made = new Map<string, SubjectKeys>();
  const claimed = new Map<string, string>();
  const name = (ledger: string, key: string): string => `${ledger} ${key}`;
  const subjectKeys: KeyStore['subjectKeys'] = async (ledger, subject) =>
    made.get(name(ledger, subject)) ?? (await real.subjectKeys(ledger, subject));
  const lookUp: KeyStore['lookUp'] = async (ledger, digest) =>
    claimed.get(name(ledger, digest)) ?? (await real.lookUp(ledger, digest));
  return {
    ledgerKey: (ledger) => real.ledgerKey(ledger),
    ensureLedgerKey: (ledger) => real.ensureLedgerKey(ledger),
    subjectKeys,
    lookUp,
    ensureSubjectKeys: async (ledger, subject) => {
      const known = await subjectKeys(ledger, subject);
      if (known !== undefined) return known;
      const keys = { seal: environment.randomBytes(32), nonce: environment.randomBytes(32) };
      made.set(name(ledger, subject), keys);
      return keys;
    },
    claim: async (ledger, digest, id) => {
      const known = await lookUp(ledger, digest);
      if (known === undefined) claimed.set(name(ledger, digest), id);
      return known ?? id;
    },
    close: () => Promise.resolve(),
  };
}
