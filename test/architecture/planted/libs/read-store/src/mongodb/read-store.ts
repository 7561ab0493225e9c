import { client } from '@ledger/mongodb';
import { type Db } from 'mongodb';
export const adapter = (): [typeof client, Db[]] => [client, []];
