// `sales-ledger doctor`: what is set, from where, and what is wrong. Reads only; opens nothing.
import { existsSync, statfsSync } from 'node:fs';
import { StartError, dataFolderHolder, describeConfig, readConfig } from '@ledger/runtime';
import { Exit, exitCodes } from '../exit.js';
import { type Given } from '../given.js';
import { clientOf } from '../client.js';
import { print, printJson, table } from '../output.js';

type Finding = { readonly check: string; readonly ok: boolean; readonly finding: string };

const origins = {
  default: 'originDefault',
  environment: 'originEnvironment',
  flag: 'originFlag',
} as const;
const freeBytesMin = 1_000_000_000;

export async function doctor(given: Given): Promise<void> {
  const { speak } = given;
  try {
    const flags = { dataFolder: given.data };
    const configuration = readConfig({ environment: process.env, flags });
    const settings = describeConfig(configuration, given.language);
    const folder = configuration.config.dataFolder;
    const address = given.url ?? dataFolderHolder(folder)?.address;
    const findings = [
      nodeFinding(given),
      diskFinding(given, folder),
      ...(address === undefined
        ? [idleFinding(given, folder)]
        : await serverFindings(given, address)),
    ];
    if (given.json) printJson({ settings, findings });
    else {
      const head = [speak('columnSetting'), speak('columnValue'), speak('columnOrigin')];
      print(
        table(
          head,
          settings.map(({ variable, value, origin }) => [variable, value, speak(origins[origin])]),
        ),
      );
      print('');
      print(
        table(
          [speak('columnCheck'), '', speak('columnFinding')],
          findings.map(({ check, ok, finding }) => [
            check,
            ok ? speak('verifyGood') : speak('verifyBad'),
            finding,
          ]),
        ),
      );
    }
    if (findings.some(({ ok }) => !ok)) throw new Exit(exitCodes.wrong, '');
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    throw new Exit(exitCodes.unusable, error.say(given.language));
  }
}

function nodeFinding({ speak }: Given): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  const finding = speak('doctorNode', { version: process.versions.node });
  return { check: 'node', ok, finding };
}

function diskFinding({ speak }: Given, folder: string): Finding {
  const { bavail, bsize } = statfsSync(existsSync(folder) ? folder : '.');
  const free = bavail * bsize;
  const gigabytes = (free / 1e9).toFixed(1);
  return { check: 'disk', ok: free >= freeBytesMin, finding: speak('doctorDisk', { gigabytes }) };
}

function idleFinding({ speak }: Given, folder: string): Finding {
  const key = existsSync(folder) ? 'doctorIdle' : 'doctorNoFolder';
  return { check: 'server', ok: true, finding: speak(key, { folder }) };
}

type Lag = {
  readonly projection: string;
  readonly ledger: string;
  readonly lagEntries: number;
  readonly stop?: { readonly sequence: number; readonly reason: string };
};

/** The server's own view of itself, read model by read model. */
async function serverFindings(given: Given, address: string): Promise<readonly Finding[]> {
  const { speak } = given;
  const client = clientOf(address, given.actor, given.language);
  const { projections } = await client.get<{ projections: readonly { lags: readonly Lag[] }[] }>(
    '/v1/projections',
  );
  const served = { check: 'server', ok: true, finding: speak('doctorServed', { address }) };
  const lags = projections.flatMap((projection) => projection.lags);
  return [
    served,
    ...lags.map(({ projection, ledger, lagEntries, stop }) => ({
      check: `${projection} · ${ledger}`,
      ok: stop === undefined,
      finding:
        stop === undefined
          ? speak('doctorLag', { lagEntries })
          : speak('doctorStopped', { sequence: stop.sequence, reason: stop.reason }),
    })),
  ];
}
