// Where the ledger is: at a given address, served from the data folder by another process, or opened here for one command.
import { type Client, clientOf } from './client.js';
import { Exit, exitCodes } from './exit.js';
import { type Given } from './given.js';
import { type OpenHere, openHere } from './open-here.js';

/**
 * Runs `use` with a client and closes what was opened for it.
 * @param options whether an installation may be begun where there is none, and whether nothing is recorded
 */
export async function withClient(
  given: Given,
  use: (client: Client) => Promise<void>,
  options: Pick<OpenHere, 'begins' | 'asks'> = {},
): Promise<void> {
  if (given.url !== undefined) return use(clientOf(given.url, given));
  const opened = await openHere(given, options);
  try {
    await use(clientOf(opened.address, opened.asking));
  } finally {
    await opened.close();
  }
}

/** For what only asks. */
export function withReader(given: Given, use: (client: Client) => Promise<void>): Promise<void> {
  return withClient(given, use, { asks: true });
}

type Ledgers = { readonly ledgers: readonly { readonly ledger: string }[] };

/** The ledger that a command speaks of: the named one, or the only one there is. */
export async function ledgerOf(
  { speak }: Given,
  client: Client,
  named: string | undefined,
): Promise<string> {
  if (named !== undefined) return encodeURIComponent(named);
  const { ledgers } = await client.get<Ledgers>('/v1/ledgers');
  const [first, ...others] = ledgers;
  if (first === undefined) throw new Exit(exitCodes.unusable, speak('errorNoLedger'));
  if (others.length > 0) {
    const names = ledgers.map(({ ledger }) => ledger).join(', ');
    throw new Exit(exitCodes.unusable, speak('errorManyLedgers', { ledgers: names }));
  }
  return first.ledger;
}
