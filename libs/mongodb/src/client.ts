// How every adapter reaches MongoDB: a replica set whose acknowledged writes last, and which answers within a bound or
// counts as gone. Address, TLS and sign-in are the connection string's; what is promised here it can't take away.
import { type Db, MongoClient } from 'mongodb';
import { Fault, type Unfit, faultOf, isDistrust } from './fault.js';

export type MongodbOptions = {
  /** A server that is silent for so long counts as gone, and so does a majority that does not confirm. */
  readonly answerMsMax?: number;
};

export type Connection = {
  readonly client: MongoClient;
  /** The database that the connection string names. */
  readonly db: Db;
  readonly answerMsMax: number;
};

/** What abandoned transactions are known by: of this program, and of no other installation on the same servers. */
export function appNameOf(database: string): string {
  return `sales-ledger ${database}`.slice(0, appNameCharsMax);
}

/** The driver refuses a longer one; a database's name has 63 bytes at most. */
const appNameCharsMax = 128;

const answerMsMaxByDefault = 10_000;
/** Of MongoDB 6.0. Reads as of one moment and transactions came earlier, but none that is older is tried. */
const wireVersionMin = 17;

/** @throws Fault for what is no replica set, is too old, or can't be reached */
export async function connect(url: string, options: MongodbOptions = {}): Promise<Connection> {
  const { answerMsMax = answerMsMaxByDefault } = options;
  const { client, where } = clientOf(url, answerMsMax);
  try {
    await Promise.race([client.connect(), distrusted(client)]);
    const { setName, msg, maxWireVersion } = await client.db('admin').command({ hello: 1 });
    if (msg === 'isdbgrid') {
      const unfit = { what: 'sharded-cluster', where } as const;
      throw refusal(unfit, `MongoDB at ${where} is a sharded cluster: ${demanded}`);
    }
    if (setName === undefined) {
      const unfit = { what: 'no-replica-set', where } as const;
      throw refusal(
        unfit,
        `MongoDB at ${where} is a single server without a replica set: ${demanded}`,
      );
    }
    if (maxWireVersion < wireVersionMin) {
      throw refusal({ what: 'server-too-old', where }, `MongoDB at ${where} is older than 6.0`);
    }
    return { client, db: client.db(), answerMsMax };
  } catch (error) {
    await client.close();
    const fault = faultOf(error);
    if (fault === undefined) throw error;
    if (fault.cause === undefined) throw fault;
    const message = `MongoDB at ${where} does not answer as a replica set: ${fault.message}`;
    throw new Fault(fault.code, message, fault.retriable, { cause: error });
  }
}

/** Rejects once every member that is named has shown a certificate that is not trusted: the driver would ask on and on. */
function distrusted(client: MongoClient): Promise<never> {
  const trusted = new Set(client.options.hosts.map(String));
  return new Promise<never>((_, reject) => {
    client.on('serverHeartbeatFailed', ({ connectionId, failure }) => {
      if (!isDistrust(failure)) return;
      trusted.delete(connectionId);
      if (trusted.size === 0) reject(failure);
    });
  });
}

const demanded =
  'a replica set is needed, of one member at least (start mongod with --replSet, then rs.initiate())';

const refusal = (unfit: Unfit, message: string): Fault =>
  new Fault('io', message, false, { unfit });

/** @throws Fault, without what the connection string may hold of a password */
function clientOf(url: string, answerMsMax: number): { client: MongoClient; where: string } {
  try {
    const { dbName } = new MongoClient(url).options; // connects to nothing: it takes the address apart
    const client = new MongoClient(url, {
      appName: appNameOf(dbName),
      readPreference: 'primary',
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority', journal: true, wtimeoutMS: answerMsMax },
      retryReads: true,
      retryWrites: true,
      promoteBuffers: true,
      connectTimeoutMS: answerMsMax,
      serverSelectionTimeoutMS: answerMsMax,
      socketTimeoutMS: answerMsMax,
      waitQueueTimeoutMS: answerMsMax,
    });
    return { client, where: client.options.hosts.map(String).join(', ') };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw refusal(
      { what: 'no-url', where: reason },
      `this is no connection string of MongoDB: ${reason}`,
    );
  }
}
