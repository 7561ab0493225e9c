// `sales-ledger init`: opens a new ledger.
import { type Client } from '../client.js';
import { withClient } from '../connect.js';
import { print, printJson } from '../output.js';
import { type Given } from '../given.js';
import { type Acknowledgement } from '@ledger/ledger';

export type InitOptions = {
  readonly name?: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly firstDay?: string;
};

export async function init(given: Given, ledger: string, options: InitOptions): Promise<void> {
  const open = async (client: Client): Promise<void> => {
    const answer = await client.post<Acknowledgement>('/v1/ledgers', {
      ledger,
      name: options.name ?? ledger,
      currency: options.currency,
      timeZone: options.timeZone,
      ...(options.firstDay === undefined ? {} : { firstDay: options.firstDay }),
    });
    if (given.json) return printJson(answer);
    print(given.speak('initDone', { ledger, sequence: answer.sequence }));
  };
  await withClient(given, open, { begins: true });
}
