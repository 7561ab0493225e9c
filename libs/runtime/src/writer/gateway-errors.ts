// What callers are told where no rule refused the command, yet it was not decided or its outcome is not known.
import { type LogError } from '@ledger/event-log';
import { GatewayError } from '@ledger/ledger';

const retryAfterSeconds = 1;

export function busy(): GatewayError {
  return new GatewayError('busy', 'the writer takes no more commands for now', retryAfterSeconds);
}

export function notRecorded(): GatewayError {
  return new GatewayError('not-recorded', 'the log could not take the command', retryAfterSeconds);
}

export function outcomeUnknown(): GatewayError {
  const message = 'the log does not tell whether the command was recorded';
  return new GatewayError('outcome-unknown', message, retryAfterSeconds);
}

export function unreadable(cause: LogError): GatewayError {
  const message = `the command is recorded, but its entries can't be read: ${cause.message}`;
  return new GatewayError('outcome-unknown', message, retryAfterSeconds);
}
