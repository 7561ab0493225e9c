// Checks an exported file with nothing but its bytes: no store, no key, no server, and none of the writer's code.
import { type Readable } from 'node:stream';
import { type ChainFault, byteLines, chainFrom } from '@ledger/integrity';
import { Exit, exitCodes } from './exit.js';
import { type Speak } from './language.js';
import { type VerifyReport } from './verify-report.js';

/** Stops at the first fault: behind it nothing can be said about the chain. */
export async function verifyFile(
  bytes: Readable,
  file: string,
  speak: Speak,
): Promise<VerifyReport> {
  const chain = chainFrom();
  let fault: ChainFault | undefined;
  try {
    for await (const lines of byteLines(bytes as AsyncIterable<Uint8Array>)) {
      for (const line of lines) fault ??= chain.see(line);
      if (fault !== undefined) break;
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Exit(exitCodes.unusable, speak('errorFileMissing', { file, reason }));
  }
  const { entries, leaf } = chain.head;
  const problems = fault === undefined ? [] : [`${fault.code}: ${fault.message}`];
  return {
    ledger: file,
    entries,
    head: leaf,
    checks: [{ name: 'I3 I5 sequence and chain', ok: problems.length === 0, problems }],
  };
}
