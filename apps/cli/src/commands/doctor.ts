// `sales-ledger doctor`: what is set, from where, and what is wrong. Opens the folder as any command does, unless somebody
// serves it, and makes none.
import { existsSync, statfsSync } from 'node:fs';
import {
  type SettingLine,
  StartError,
  describeConfig,
  readConfig,
} from '@ledger/runtime/installation';
import { Exit, exitCodes } from '../exit.js';
import { type Finding, installationFindings } from '../installation-findings.js';
import { type Given } from '../given.js';
import { print, printJson, table } from '../output.js';
import { sourcesOf } from '../sources.js';
import { startExit } from '../start-exit.js';

/** `by`: the flag or variable that set it, where that is not the setting's own. */
type Setting = SettingLine & { readonly by?: string };

const origins = {
  default: 'originDefault',
  file: 'originFile',
  environment: 'originEnvironment',
  flag: 'originFlag',
} as const;
const freeBytesMin = 1_000_000_000;

export async function doctor(given: Given): Promise<void> {
  try {
    const configuration = readConfig(sourcesOf(given));
    const settings = describeConfig(configuration, given.language).map((one) => held(given, one));
    const folder = configuration.config.dataFolder;
    const findings = [
      nodeFinding(given),
      diskFinding(given, folder),
      ...(await installationFindings(given, folder)),
    ];
    if (given.json) printJson({ settings, findings });
    else show(given, settings, findings);
    if (findings.some(({ ok }) => !ok)) throw new Exit(exitCodes.wrong, '');
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    throw startExit(error, given, exitCodes.unusable);
  }
}

/** The command line speaks, and lets a server that it starts speak, what --lang and the system's variables say. */
function held({ spoken }: Given, setting: SettingLine): Setting {
  if (setting.name !== 'language') return setting;
  const { language: value, origin, by } = spoken;
  return { ...setting, value, origin, ...(by === undefined ? {} : { by }) };
}

function show({ speak }: Given, settings: readonly Setting[], findings: readonly Finding[]): void {
  const where = ({ origin, by }: Setting): string => {
    const word = speak(origins[origin]);
    return by === undefined ? word : `${word} (${by})`;
  };
  print(
    table(
      [speak('columnSetting'), speak('columnValue'), speak('columnOrigin')],
      settings.map((setting) => [setting.variable, setting.value, where(setting)]),
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
