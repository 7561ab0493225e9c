// What Kafka could not do, in the log's own words.
import { LogError } from '../event-log.js';

/** The broker's name for what went wrong, wherever kafkajs has wrapped it; undefined where it was not the broker. */
export function brokerCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const type: unknown = Reflect.get(error, 'type');
  return typeof type === 'string' ? type : brokerCode(error.cause);
}

/** Nothing was recorded by it; the same may work later. */
export function readFailure(what: string, error: unknown): LogError {
  if (error instanceof LogError) return error;
  const message = `${what}: ${reasonOf(error)}`;
  return new LogError('io', message, 'not-appended', true, { cause: error });
}

export function closedError(): LogError {
  return new LogError('closed', 'the log is closed', 'not-appended', false);
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
