// The stores of an installation that outgrew one machine: the log on Kafka, everything else on MongoDB. What lies in the data
// folder of a process is a cache of the log, and the master key unless it is said to be elsewhere.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type EventLog, LogError } from '@ledger/event-log';
import { kafkaCommandChannel } from '@ledger/event-log/kafka/command-channel.js';
import { type KafkaConnection, kafkaEventLog } from '@ledger/event-log/kafka/event-log.js';
import { mongodbEntryIndex } from '@ledger/event-log/mongodb/entry-index.js';
import {
  KeyStoreError,
  keyStoreFormat,
  readMasterKey,
  readOrCreateMasterKey,
} from '@ledger/key-store';
import { mongodbKeyStore } from '@ledger/key-store/mongodb/key-store.js';
import { type Environment, type Text, realEnvironment, say } from '@ledger/ledger';
import { StoreError } from '@ledger/read-store';
import { readStoreFormat } from '@ledger/read-store/lmdb/read-store.js';
import { mongodbReadStore } from '@ledger/read-store/mongodb/read-store.js';
import {
  type Config,
  type DataFolder,
  type Log,
  StartError,
  dataFolderFormat,
  demandLedgerKeys,
  demandWholeLog,
  isOfAnotherLog,
  lmdbStateStore,
  patiently,
  stateVersion,
} from '@ledger/runtime/opening';
import { standaloneTexts } from './standalone.texts.js';
import { type Stores, masterKeyRefused, openScratch } from './stores.js';
import { reached } from './unreached.js';

type Closable = { close(): Promise<void> };

/** @throws StartError where a server does not answer, is not set up as a ledger needs it, or the parts are not one another's */
export async function openServerStores(
  folder: DataFolder,
  config: Config,
  { environment, log: logger }: { readonly environment: Environment; readonly log: Log },
): Promise<Stores> {
  const opened: Closable[] = [];
  const keep = <T extends Closable>(store: T): T => {
    opened.push(store);
    return store;
  };
  const { mongodbUrl, kafkaPartitions: partitions } = config;
  const file = config.masterKeyFile === '' ? folder.masterKey : config.masterKeyFile;
  const channelName = `${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`;
  const onTrouble = (error: unknown): void => logger.warn({ err: error }, 'the command channel');
  try {
    const readStore = keep(await reached('mongodb', mongodbReadStore(mongodbUrl)));
    const stateStores = placesOf(folder, partitions).map((place) => keep(lmdbStateStore(place)));
    const log = keep(await openLog(config, logger));
    // Others may be at work on the same index and stores: what that delays passes by itself.
    await patiently(() => demandWholeLog(log, { readStore, stateStores }, 'servers'));
    // Nothing is made in its place: it would hide the loss, and lie where its backup goes.
    if ((await patiently(() => log.ledgers())).length > 0 && readMasterKey(file) === undefined) {
      throw new StartError('master-key-missing', standaloneTexts.masterKeyMissing, { file });
    }
    const masterKey = readOrCreateMasterKey(file, realEnvironment); // never a simulated one
    const keys = keep(
      await reached('mongodb', mongodbKeyStore(mongodbUrl, masterKey, environment)),
    );
    await patiently(() => demandLedgerKeys({ log, keys }, 'servers'));
    const channel = keep(
      await reached(
        'kafka',
        kafkaCommandChannel({
          connection: connectionOf(config),
          installation: config.installation,
          topicPrefix: config.kafkaTopicPrefix,
          partitions,
          service: channelName,
          onTrouble,
        }),
      ),
    );
    // Told once, here: each partition drops its own when it is first looked at, which those who decide no commands never do.
    if (config.roles.includes('command') && stateStores.some((one) => isOfAnotherLog(one, log))) {
      logger.warn(
        { folder: folder.state },
        'what the folder holds is of another log: it is computed again from this one',
      );
    }
    return {
      ...{ channel, keys, log, readStore, stateStores, formats },
      scratchFolder: folder.scratch,
      openScratch: () => openScratch(folder.scratch),
    };
  } catch (error) {
    for (const store of opened) await store.close();
    throw masterKeyRefused(error, file) ?? unopened(error);
  }
}

const formats = {
  folder: dataFolderFormat,
  keys: keyStoreFormat,
  state: stateVersion,
  read: readStoreFormat,
};

/** The log closes its entry index with it. */
async function openLog(config: Config, logger: Log): Promise<EventLog> {
  const index = await reached('mongodb', mongodbEntryIndex(config.mongodbUrl));
  try {
    const opening = kafkaEventLog({
      connection: connectionOf(config),
      installation: config.installation,
      topicPrefix: config.kafkaTopicPrefix,
      partitions: config.kafkaPartitions,
      index,
      onHalt: (halt) =>
        logger.error(halt, 'a ledger is halted: its entries do not follow one another'),
    });
    const log = await reached('kafka', opening);
    const close = async (): Promise<void> => {
      await log.close();
      await index.close();
    };
    return { ...log, close };
  } catch (error) {
    await index.close();
    throw error;
  }
}

function placesOf(folder: DataFolder, partitions: number): readonly string[] {
  return Array.from({ length: partitions }, (_, partition) => {
    const place = join(folder.state, String(partition));
    mkdirSync(place, { recursive: true, mode: 0o700 });
    return place;
  });
}

/** @throws StartError where the file of certificates can't be read */
function connectionOf(config: Config): KafkaConnection {
  const { kafkaBrokers: brokers, kafkaSaslMechanism: mechanism } = config;
  const { kafkaSaslUsername: username, kafkaSaslPassword: password } = config;
  return {
    brokers,
    clientId: config.installation,
    ...tlsOf(config.kafkaTls),
    // Each of the mechanisms takes these two; the type wants one mechanism at a time.
    ...(mechanism === ''
      ? {}
      : { sasl: { mechanism, username, password } as KafkaConnection['sasl'] }),
  };
}

function tlsOf(kafkaTls: string): Pick<KafkaConnection, 'ssl'> {
  if (kafkaTls === '') return {};
  if (kafkaTls === 'system') return { ssl: true };
  try {
    return { ssl: { ca: [readFileSync(kafkaTls, 'utf8')] } };
  } catch (error) {
    const values = { file: kafkaTls, reason: error instanceof Error ? error.message : '' };
    throw new StartError('certificates-unreadable', standaloneTexts.certificatesUnreadable, values);
  }
}

function unopened(error: unknown): unknown {
  const isStore =
    error instanceof LogError || error instanceof StoreError || error instanceof KeyStoreError;
  if (!isStore) return error;
  const saying = error instanceof LogError ? error.saying : undefined;
  const { text, values } = saying ?? { text: said(error.message), values: {} };
  return new StartError(error.code, unusable(text), values, { cause: error });
}

const said = (message: string): Text => ({ en: message, zh: message });

/** The reason is a text of its own, so it is filled in per language; its own values are when it is said. */
function unusable(reason: Text): Text {
  const { serversNotOpened: text } = standaloneTexts;
  return {
    en: say(text, 'en', { reason: reason.en }),
    zh: say(text, 'zh', { reason: reason.zh }),
  };
}
