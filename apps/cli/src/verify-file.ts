// Checks an exported file with nothing but its bytes: no store, no key, no server, and none of the writer's code.
import { type Readable } from 'node:stream';
import { type ChainFault, chainFrom } from '@ledger/integrity';

import { Exit, exitCodes } from './exit.js';
import { type Speak } from './language.js';
import { type VerifyReport } from './verify-report.js';

const lineFeed = 0x0a;

/** Stops at the first fault: behind it nothing can be said about the chain. */
export async function verifyFile(
  bytes: Readable,
  file: string,
  speak: Speak,
): Promise<VerifyReport> {
  const chain = chainFrom();
  let fault: ChainFault | undefined;
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      let from = 0;
      const all = Buffer.concat([rest, chunk]);
      for (let end = all.indexOf(lineFeed); end >= 0; end = all.indexOf(lineFeed, from)) {
        fault ??= chain.see(all.subarray(from, end));
        from = end + 1;
      }
      rest = all.subarray(from);
      if (fault !== undefined) break;
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Exit(exitCodes.unusable, speak('errorFileMissing', { file, reason }));
  }
  if (fault === undefined && rest.length > 0) fault = chain.see(rest);
  const { entries, leaf } = chain.head;
  const problems = fault === undefined ? [] : [`${fault.code}: ${fault.message}`];
  return {
    ledger: file,
    entries,
    head: leaf,
    checks: [{ name: 'I3 I5 sequence and chain', ok: problems.length === 0, problems }],
  };
}
