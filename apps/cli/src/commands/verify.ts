// `sales-ledger verify`: asks the ledger to prove itself, or checks an exported file trusting its bytes only.
import { createReadStream } from 'node:fs';
import { ledgerOf, withClient } from '../connect.js';
import { Exit, exitCodes } from '../exit.js';
import { print, printJson, table } from '../output.js';
import { type Given } from '../given.js';
import { verifyFile } from '../verify-file.js';
import { type VerifyReport } from '../verify-report.js';

export async function verify(
  given: Given,
  options: { readonly ledger?: string; readonly file?: string },
): Promise<void> {
  const { file } = options;
  const report =
    file === undefined
      ? await verifyServed(given, options.ledger)
      : await verifyFile(createReadStream(file), file, given.speak);
  const wrong = report.checks.filter(({ ok }) => !ok).length;
  if (given.json) printJson(report);
  else show(given, report, wrong);
  if (wrong > 0) throw new Exit(exitCodes.wrong, '');
}

async function verifyServed(given: Given, ledger: string | undefined): Promise<VerifyReport> {
  let report: VerifyReport | undefined;
  await withClient(given, async (client) => {
    const name = await ledgerOf(given, client, ledger);
    report = await client.get<VerifyReport>(`/v1/ledgers/${name}/verification`);
  });
  if (report === undefined) throw new Error('no report came back');
  return report;
}

function show({ speak }: Given, report: VerifyReport, wrong: number): void {
  print(
    table(
      [speak('columnCheck'), speak('columnFinding')],
      report.checks.map(({ name, ok, problems }) => [
        name,
        ok ? speak('verifyGood') : [speak('verifyBad'), ...problems].join('\n'),
      ]),
    ),
  );
  const { ledger, entries, head } = report;
  print(speak('verifyDone', { ledger, entries, wrong, head }));
}
