// Why a server of this installation can't be used, in words that say what to look at: its address, TLS, or the sign-in. The
// drivers tell each in ways of their own.
import { type Text } from '@ledger/ledger';
import { StartError } from '@ledger/runtime/opening';
import { standaloneTexts } from './standalone.texts.js';

export type ServerKind = 'kafka' | 'mongodb';

type Why = 'sign-in-refused' | 'certificate-not-trusted' | 'server-unreachable';

const texts: { readonly [kind in ServerKind]: { readonly [why in Why]: Text } } = {
  kafka: {
    'sign-in-refused': standaloneTexts.kafkaSignInRefused,
    'certificate-not-trusted': standaloneTexts.kafkaCertificateNotTrusted,
    'server-unreachable': standaloneTexts.kafkaUnreachable,
  },
  mongodb: {
    'sign-in-refused': standaloneTexts.mongodbSignInRefused,
    'certificate-not-trusted': standaloneTexts.mongodbCertificateNotTrusted,
    'server-unreachable': standaloneTexts.mongodbUnreachable,
  },
};

/**
 * Waits for what asks a server.
 * @throws StartError where the server can't be reached or does not let this process in; else what `work` throws
 */
export async function reached<T>(kind: ServerKind, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw unreached(kind, error) ?? error;
  }
}

export function unreached(kind: ServerKind, error: unknown): StartError | undefined {
  const chain = causesOf(error);
  const file = chain.find(isUnreadableFile);
  if (file !== undefined) {
    const values = { file: String(file['path']), reason: String(file['code']) };
    return new StartError(
      'certificates-unreadable',
      standaloneTexts.certificatesUnreadable,
      values,
    );
  }
  const unfit = chain.map((one) => unfitOf(one)).find((one) => one !== undefined);
  if (unfit !== undefined) return unfit;
  const why = whyOf(chain);
  if (why === undefined) return undefined;
  const reason = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
  return new StartError(why, texts[kind][why], { reason }, { cause: error });
}

type Facts = { readonly [name: string]: unknown };

/** The error and whatever it was caused by, the outermost first. */
function causesOf(error: unknown): readonly Facts[] {
  const chain: Facts[] = [];
  for (let one = error; isObject(one) && chain.length < 10; one = Reflect.get(one, 'cause')) {
    const fact = (name: string): unknown => Reflect.get(Object(one), name);
    const [code, type, path, unfit] = ['code', 'type', 'path', 'unfit'].map(fact);
    chain.push({ name: fact('name'), code, type, path, unfit });
  }
  return chain;
}

/** Errors of Node's own are none of `Error` where a test runs in a context of its own. */
function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function whyOf(chain: readonly Facts[]): Why | undefined {
  if (chain.some(({ code }) => certificateCodes.has(code))) return 'certificate-not-trusted';
  const isRefused = ({ name, code, type }: Facts): boolean =>
    name === 'KafkaJSSASLAuthenticationError' ||
    signInTypes.has(type) ||
    (name === 'MongoServerError' && signInCodes.has(code));
  if (chain.some(isRefused)) return 'sign-in-refused';
  return chain.some(({ name }) => unreachedNames.has(name)) ? 'server-unreachable' : undefined;
}

/** A MongoDB that answers and can't be used, as the adapters' connection tells it. */
const unfitTexts: ReadonlyMap<unknown, readonly [code: string, text: Text]> = new Map([
  ['no-replica-set', ['no-replica-set', standaloneTexts.mongodbWithoutReplicaSet]],
  ['sharded-cluster', ['no-replica-set', standaloneTexts.mongodbSharded]],
  ['server-too-old', ['server-too-old', standaloneTexts.mongodbTooOld]],
  ['no-url', ['setting-wrong', standaloneTexts.mongodbUrlUnusable]],
]);

function unfitOf({ unfit }: Facts): StartError | undefined {
  if (!isObject(unfit)) return undefined;
  const found = unfitTexts.get(Reflect.get(unfit, 'what'));
  if (found === undefined) return undefined;
  const [code, text] = found;
  const where = String(Reflect.get(unfit, 'where')).replace(/\.$/, '');
  return new StartError(code, text, { where });
}

function isUnreadableFile({ code, path }: Facts): boolean {
  return typeof path === 'string' && (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR');
}

/** As OpenSSL and Node name them. */
const certificateCodes: ReadonlySet<unknown> = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** A broker's names. */
const signInTypes: ReadonlySet<unknown> = new Set([
  'ILLEGAL_SASL_STATE',
  'SASL_AUTHENTICATION_FAILED',
  'UNSUPPORTED_SASL_MECHANISM',
]);

/** Unauthorized, which is who has not signed in at all, and AuthenticationFailed. */
const signInCodes: ReadonlySet<unknown> = new Set([13, 18]);

const unreachedNames: ReadonlySet<unknown> = new Set([
  'DeadlineError',
  'KafkaJSConnectionClosedError',
  'KafkaJSConnectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
]);
