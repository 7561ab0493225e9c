// The demo's randomness: each data subject's keys come from its own seed, so that they are the same in whichever order they
// are made, and where a demo that was cut short is completed.
import { seededRandom } from '@ledger/connectors';
import { type KeyStore } from '@ledger/key-store';
import { type Command } from '@ledger/ledger';
import { slices } from '@ledger/sales';

export type DemoRandom = {
  /** What is drawn from now on belongs to this. */
  begin(purpose: string): void;
  readonly bytes: (size: number) => Buffer;
};

export function demoRandom(seed: string): DemoRandom {
  let random = seededRandom(seed);
  return {
    begin: (purpose) => {
      random = seededRandom(`${seed} ${purpose}`);
    },
    bytes: (size) => random.bytes(size),
  };
}

const personal: ReadonlySet<string> = new Set(
  slices.flatMap((slice) => Object.keys(slice.personal)),
);

/** All keys that these commands seal with, made at once; a key store draws a key's bytes before it first waits. */
export async function makeKeys(
  keys: KeyStore,
  commands: readonly Command[],
  random: DemoRandom,
): Promise<void> {
  const sealed = commands.filter(({ type }) => personal.has(type));
  const subjects = new Map(sealed.map(({ ledger, subject }) => [subject, ledger]));
  await Promise.all(
    [...subjects].map(([subject, ledger]) => {
      random.begin(subject);
      return keys.ensureSubjectKeys(ledger, subject);
    }),
  );
}
