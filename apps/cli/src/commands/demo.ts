// `sales-ledger demo`: a demo ledger in the data folder, and questions that it can answer.
import { contentsOf, demoLedger, demoStory, firstDay, lastDay } from '@ledger/connectors';
import { StartError, readConfig } from '@ledger/runtime/opening';
import { demoSeed } from '../../../standalone/src/demo/make-demo.js';
import { withClient } from '../connect.js';
import { makeDemoHere, demoExit } from '../demo-here.js';
import { Exit, exitCodes } from '../exit.js';
import { type Given } from '../given.js';
import { print, printJson } from '../output.js';
import { sourcesOf } from '../sources.js';
import { type TextKey } from '../texts.js';

type Ledgers = { readonly ledgers: readonly { readonly ledger: string; readonly head: number }[] };

const inDemo = `--ledger ${demoLedger}`;
const questions: readonly (readonly [TextKey, string])[] = [
  ['demoAskYear', `leaderboard sales-amount ${inDemo} --period 2025`],
  ['demoAskTeam', `leaderboard sales-amount ${inDemo} --period 2026-Q1 --by team`],
  ['demoAskWins', `leaderboard win-rate ${inDemo} --period 2025`],
  ['demoAskCorrected', `audit ${inDemo} --type DealCorrected`],
  ['demoAskPerson', `audit ${inDemo} --person sp-11 --from 2025-12-01 --to 2025-12-31`],
  ['demoAskWhole', `verify ${inDemo}`],
  ['demoAskServe', 'serve'],
];

export async function demo(given: Given): Promise<void> {
  const { speak, url } = given;
  if (url !== undefined) {
    throw new Exit(exitCodes.unusable, speak('errorInvalidArgument', { what: '--url' }));
  }
  const folder = await madeIn(given);
  await withClient(given, async (client) => {
    const { ledgers } = await client.get<Ledgers>('/v1/ledgers');
    const entries = ledgers.find(({ ledger }) => ledger === demoLedger)?.head ?? 0;
    tell(given, { folder, entries });
  });
}

/** @returns the data folder */
async function madeIn(given: Given): Promise<string> {
  const { speak, language } = given;
  const sources = sourcesOf(given, { host: '127.0.0.1', logLevel: 'warn', language });
  try {
    const folder = readConfig(sources).config.dataFolder;
    if ((await makeDemoHere(given, sources)) !== 'older') return folder;
    throw new Exit(exitCodes.refused, speak('demoOlder', { folder }));
  } catch (error) {
    if (error instanceof StartError) throw demoExit(error, given);
    throw error;
  }
}

function tell(
  { speak, json }: Given,
  { folder, entries }: { readonly folder: string; readonly entries: number },
): void {
  const made = { ledger: demoLedger, entries, firstDay, lastDay };
  const contents = contentsOf(demoStory(demoSeed));
  const start = `sales-ledger --data ${folder}`;
  const asked = questions.map(([key, words]) => [speak(key), `${start} ${words}`] as const);
  if (json) {
    const ask = asked.map(([question, command]) => ({ question, command }));
    return printJson({ ...made, folder, contents, ask });
  }
  print(speak('demoReady', made));
  print(speak('demoContents', contents));
  print('');
  print(speak('demoAsk'));
  for (const [question, command] of asked) print(`  ${question}\n    ${command}`);
}
