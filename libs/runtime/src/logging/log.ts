// Structured logs on stderr: stdout belongs to what a command prints. Bodies, headers and keys are never logged.
import { type LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, destination, pino } from 'pino';
import { type LogLevel } from '../config/settings.js';

export type Log = Logger;

/** @param to where lines go; stderr, written at once, if not given */
export function createLog(
  level: LogLevel,
  to: DestinationStream = destination({ dest: 2, sync: true }),
): Log {
  return pino({ level, timestamp: pino.stdTimeFunctions.isoTime }, to);
}

/** Nest's own messages in the same form. What it tells about every module and route is for debugging only. */
export function nestLog(log: Log): LoggerService {
  const line = (message: unknown, rest: readonly unknown[]): string =>
    [message, ...rest].filter((part) => typeof part === 'string').join(' ');
  return {
    log: (message: unknown, ...rest: unknown[]) => log.debug(line(message, rest)),
    debug: (message: unknown, ...rest: unknown[]) => log.debug(line(message, rest)),
    verbose: (message: unknown, ...rest: unknown[]) => log.trace(line(message, rest)),
    warn: (message: unknown, ...rest: unknown[]) => log.warn(line(message, rest)),
    error: (message: unknown, ...rest: unknown[]) =>
      log.error(errorIn(message), line(message, rest)),
    fatal: (message: unknown, ...rest: unknown[]) =>
      log.fatal(errorIn(message), line(message, rest)),
  };
}

function errorIn(message: unknown): object {
  return message instanceof Error ? { err: message } : {};
}
