// `sales-ledger verify`: asks the ledger to prove itself, or checks an exported file trusting its bytes only.
import { createReadStream } from 'node:fs';
import { cutOff, linesOf } from '../client.js';
import { ledgerOf, withReader } from '../connect.js';
import { Exit, exitCodes } from '../exit.js';
import { print, printJson, progressOf, table } from '../output.js';
import { type Given } from '../given.js';
import { verifyFile } from '../verify-file.js';
import { type VerifyReport } from '../verify-report.js';

export type VerifyOptions = { readonly ledger?: string; readonly file?: string };

export async function verify(given: Given, options: VerifyOptions): Promise<void> {
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

type Line =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'report'; readonly report: VerifyReport }
  | { readonly kind: 'problem'; readonly message: string; readonly code: string };

async function verifyServed(given: Given, named: string | undefined): Promise<VerifyReport> {
  let report: VerifyReport | undefined;
  await withReader(given, async (client) => {
    const ledger = await ledgerOf(given, client, named);
    const progress = progressOf((numbers) => given.speak('verifyProgress', { ledger, ...numbers }));
    try {
      for await (const text of linesOf(await client.stream(`/v1/ledgers/${ledger}/verification`))) {
        const line = JSON.parse(text) as Line; // the API's own type
        if (line.kind === 'progress') progress.show(line.done, line.total);
        else if (line.kind === 'report') ({ report } = line);
        else {
          const { code, message } = line;
          throw new Exit(exitCodes.unreachable, `${message} (${code})`, { code, detail: message });
        }
      }
    } finally {
      progress.end();
    }
  });
  if (report === undefined) throw cutOff(given.speak);
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
