// What MongoDB's errors mean to whoever asked: whether the same may succeed later without a change by hand.
import {
  MongoAPIError,
  MongoError,
  MongoErrorLabel,
  MongoExpiredSessionError,
  MongoServerError,
} from 'mongodb';

/** What a server is not, or what the connection string is not, so that nothing can be kept there; `where` it was asked. */
export type Unfit = {
  readonly what: 'no-replica-set' | 'sharded-cluster' | 'server-too-old' | 'no-url';
  readonly where: string;
};

export type FaultOptions = ErrorOptions & { readonly unfit?: Unfit };

/** MongoDB could not do it. Adapters tell it as their own port's error. */
export class Fault extends Error {
  /** Where somebody has to set it up in another way. */
  readonly unfit: Unfit | undefined;

  constructor(
    readonly code: 'disk-full' | 'io',
    message: string,
    readonly retriable: boolean,
    { unfit, ...options }: FaultOptions = {},
  ) {
    super(message, options);
    this.name = 'Fault';
    this.unfit = unfit;
  }
}

/** undefined for what is no answer of MongoDB's: a defect. */
export function faultOf(error: unknown): Fault | undefined {
  if (error instanceof Fault) return error;
  if (!(error instanceof MongoError)) return undefined;
  const cause = { cause: error };
  if (error instanceof MongoServerError) {
    if (isTooLargeForCache(error)) {
      return new Fault('io', `${tooLarge} (${error.message})`, true, cause);
    }
    const full = error.code === outOfDiskSpace;
    const retriable = full || isPassing(error);
    return new Fault(full ? 'disk-full' : 'io', error.message, retriable, cause);
  }
  // What the driver finds wrong with a call is wrong the next time too; all else is the way to the server.
  if (error instanceof MongoAPIError && !(error instanceof MongoExpiredSessionError)) {
    return undefined;
  }
  return new Fault('io', error.message, true, cause);
}

/** Whether a transaction may have been committed although its commit failed. */
export function isUnknownOutcome(error: unknown): boolean {
  if (error instanceof MongoServerError && error.code === interrupted) return true; // perhaps while a majority was waited for
  return (
    error instanceof MongoError &&
    error.hasErrorLabel(MongoErrorLabel.UnknownTransactionCommitResult)
  );
}

/** Whether the server took back a transaction of which nothing remains: another one was in its way, or its leader fell. */
export function isTakenBack(error: unknown): boolean {
  return (
    error instanceof MongoServerError &&
    error.hasErrorLabel(MongoErrorLabel.TransientTransactionError)
  );
}

/** Whether no server answered. */
export function isLost(error: unknown): boolean {
  return error instanceof MongoError && !(error instanceof MongoServerError);
}

/** Whether TLS ended because a certificate is not trusted, as Node and OpenSSL name it. */
export function isDistrust(error: Error): boolean {
  const { cause } = error;
  const code: unknown = typeof cause === 'object' && cause !== null && Reflect.get(cause, 'code');
  return typeof code === 'string' && certificateCodes.test(code);
}

const certificateCodes = /^(CERT_|DEPTH_ZERO_|ERR_TLS_CERT_|SELF_SIGNED_|UNABLE_TO_)/;

/** Whether the user of the connection string may not ask this. */
export function isForbidden(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === unauthorized;
}

/** Whoever asked may make smaller steps; the same one would fail again. */
export function isTooLargeForCache(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === transactionTooLargeForCache;
}

const tooLarge =
  "a step is larger than the server's cache takes: give it more (--wiredTigerCacheSizeGB)";
const transactionTooLargeForCache = 388;
const unauthorized = 13;
const interrupted = 11_601;
const outOfDiskSpace = 14_031;

/** Servers that stop, start, step down or are slow, and reads as of a moment that is gone; names as in the server's list. */
const passing: ReadonlySet<unknown> = new Set([
  6, // HostUnreachable
  7, // HostNotFound
  24, // LockTimeout
  46, // LockBusy
  50, // MaxTimeMSExpired
  64, // WriteConcernFailed: not confirmed in time
  89, // NetworkTimeout
  91, // ShutdownInProgress
  112, // WriteConflict
  117, // ConflictingOperationInProgress
  134, // ReadConcernMajorityNotAvailableYet
  189, // PrimarySteppedDown
  239, // SnapshotTooOld
  246, // SnapshotUnavailable
  251, // NoSuchTransaction
  262, // ExceededTimeLimit
  9_001, // SocketException
  10_107, // NotWritablePrimary
  11_600, // InterruptedAtShutdown
  interrupted, // somebody ended the session
  11_602, // InterruptedDueToReplStateChange
  13_435, // NotPrimaryNoSecondaryOk
  13_436, // NotPrimaryOrSecondary
]);

function isPassing(error: MongoServerError): boolean {
  return (
    passing.has(error.code) ||
    error.hasErrorLabel(MongoErrorLabel.RetryableWriteError) ||
    error.hasErrorLabel(MongoErrorLabel.TransientTransactionError) ||
    error.hasErrorLabel(MongoErrorLabel.UnknownTransactionCommitResult)
  );
}
