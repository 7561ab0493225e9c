// Where the ledger is: at a given address, served from the data folder by another process, or opened here for one command.
import { type Client, clientOf } from './client.js';
import { Exit, exitCodes } from './exit.js';
import { type Given } from './given.js';
import { openHere } from './open-here.js';

/**
 * Runs `use` with a client and closes what was opened for it.
 * @param begins whether an installation may be begun where there is none
 */
export async function withClient(
  given: Given,
  use: (client: Client) => Promise<void>,
  { begins = false }: { readonly begins?: boolean } = {},
): Promise<void> {
  if (given.url !== undefined) return use(clientOf(given.url, given));
  const opened = await openHere(given, { begins });
  try {
    await use(clientOf(opened.address, opened.asking));
  } finally {
    await opened.close();
  }
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
