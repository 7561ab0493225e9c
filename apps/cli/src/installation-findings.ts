// What `doctor` finds out about an installation: who holds it, whether it opens, its formats, and ledger by ledger the key
// and the log against everything that is computed from it.
import { StartError, dataFolderHolder, isUnusedFolder } from '@ledger/runtime/installation';
import { type Asking, type Client, clientOf } from './client.js';
import { Exit } from './exit.js';
import { type Given } from './given.js';
import { type Speak } from './language.js';
import { openHere } from './open-here.js';

export type Finding = { readonly check: string; readonly ok: boolean; readonly finding: string };

type LedgerStanding = {
  readonly ledger: string;
  readonly entries: number;
  readonly key: keyof typeof keyTexts;
  /** Absent where the process keeps no state of the writer. */
  readonly stateSequence?: number;
  readonly halt?: { readonly sequence: number; readonly reason: string };
};

type Diagnosis = {
  readonly formats: { readonly [part: string]: number };
  readonly ledgers: readonly LedgerStanding[];
};

type Lag = {
  readonly projection: string;
  readonly ledger: string;
  readonly lagEntries: number;
  readonly stop?: { readonly sequence: number; readonly reason: string };
};

const keyTexts = {
  matches: 'doctorKeyMatches',
  missing: 'doctorKeyMissing',
  differs: 'doctorKeyDiffers',
  moving: 'doctorKeyMoving',
} as const;

export async function installationFindings(
  given: Given,
  folder: string,
): Promise<readonly Finding[]> {
  const { speak, url } = given;
  try {
    if (url !== undefined) {
      const served = {
        check: 'server',
        ok: true,
        finding: speak('doctorServed', { address: url }),
      };
      return [served, ...(await standing(given, url, given))];
    }
    const holder = holderFinding(given, folder);
    if (isUnusedFolder(folder)) return [holder];
    return [holder, ...(await openedFindings(given))];
  } catch (error) {
    return [{ check: 'open', ok: false, finding: refusalIn(given, error) }];
  }
}

async function openedFindings(given: Given): Promise<readonly Finding[]> {
  try {
    // What stops a read model is told below, so it is not logged above.
    const opened = await openHere(given, { asks: true, logLevel: 'silent' });
    try {
      return await standing(given, opened.address, opened.asking);
    } finally {
      await opened.close();
    }
  } catch (error) {
    return [{ check: 'open', ok: false, finding: refusalIn(given, error) }];
  }
}

/** The sentence of a refusal to open. @throws whatever is none */
function refusalIn({ language }: Given, error: unknown): string {
  if (error instanceof Exit) return error.message;
  if (error instanceof StartError) return error.told(language);
  throw error;
}

function holderFinding({ speak }: Given, folder: string): Finding {
  const found = (finding: string): Finding => ({ check: 'server', ok: true, finding });
  if (isUnusedFolder(folder)) return found(speak('doctorNoFolder', { folder }));
  const holder = dataFolderHolder(folder);
  if (holder === undefined) return found(speak('doctorIdle', { folder }));
  const { pid, address } = holder;
  if (address === undefined) return found(speak('doctorHeldOnly', { pid, folder }));
  return found(speak('doctorHeld', { pid, folder, address }));
}

async function standing(
  given: Given,
  address: string,
  asking: Asking,
): Promise<readonly Finding[]> {
  const client = clientOf(address, asking);
  const { formats, ledgers } = await client.get<Diagnosis>('/v1/diagnosis');
  const lags = await lagsOf(client);
  const parts = Object.entries(formats).map(([part, version]) => `${part} ${version}`);
  return [
    {
      check: 'formats',
      ok: true,
      finding: given.speak('doctorFormats', { formats: parts.join(', ') }),
    },
    ...ledgers.flatMap((ledger) => [
      ...ledgerFindings(given, ledger),
      ...lags.filter((lag) => lag.ledger === ledger.ledger).map((lag) => lagFinding(given, lag)),
    ]),
  ];
}

async function lagsOf(client: Client): Promise<readonly Lag[]> {
  type Projections = { readonly projections: readonly { readonly lags: readonly Lag[] }[] };
  const { projections } = await client.get<Projections>('/v1/projections');
  return projections.flatMap(({ lags }) => lags);
}

function ledgerFindings({ speak }: Given, standing: LedgerStanding): readonly Finding[] {
  const { ledger, entries, key, stateSequence: reached, halt } = standing;
  return [
    { check: `keys · ${ledger}`, ok: key === 'matches', finding: speak(keyTexts[key], { ledger }) },
    {
      check: `log · ${ledger}`,
      ok: halt === undefined,
      finding:
        halt === undefined
          ? speak('doctorLog', { entries })
          : speak('doctorHalted', { entries, sequence: halt.sequence, reason: halt.reason }),
    },
    ...(reached === undefined ? [] : [stateFinding(speak, ledger, { reached, entries })]),
  ];
}

function stateFinding(
  speak: Speak,
  ledger: string,
  { reached, entries }: { readonly reached: number; readonly entries: number },
): Finding {
  const isAhead = reached > entries;
  return {
    check: `state · ${ledger}`,
    ok: !isAhead,
    finding: isAhead
      ? speak('doctorAhead', { reached, entries })
      : speak('doctorState', { reached, behind: entries - reached }),
  };
}

function lagFinding({ speak }: Given, lag: Lag): Finding {
  const { projection, ledger, lagEntries, stop } = lag;
  const check = `${projection} · ${ledger}`;
  if (stop !== undefined) {
    const { sequence: at, reason } = stop;
    return { check, ok: false, finding: speak('doctorStopped', { sequence: at, reason }) };
  }
  return { check, ok: true, finding: speak('doctorLag', { lagEntries }) };
}
