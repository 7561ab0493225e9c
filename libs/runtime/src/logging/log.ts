// Structured logs on stderr: stdout belongs to what a command prints. Bodies, headers and keys are never logged. What a
// line is about stands in fields of its own, the same in every line: docs/operating/logs.md names them.
import { type LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, destination, pino } from 'pino';
import { type LogLevel } from '../config/settings.js';

export type Log = Logger;

type Fields = { readonly [field: string]: unknown };

/** @param to where lines go; stderr, written at once, if not given */
export function createLog(
  level: LogLevel,
  to: DestinationStream = destination({ dest: 2, sync: true }),
): Log {
  return pino({ level, timestamp: pino.stdTimeFunctions.isoTime }, to);
}

/**
 * Nest's own messages, and those of our loggers, in the same form. A message may be an object: its fields, `msg` among
 * them, are the line's. What Nest tells about every module and route is for debugging only.
 */
export function nestLog(log: Log): LoggerService {
  return {
    log: (message: unknown, ...rest: unknown[]) => log.debug(...lineOf(message, rest)),
    debug: (message: unknown, ...rest: unknown[]) => log.debug(...lineOf(message, rest)),
    verbose: (message: unknown, ...rest: unknown[]) => log.trace(...lineOf(message, rest)),
    warn: (message: unknown, ...rest: unknown[]) => log.warn(...lineOf(message, rest)),
    error: (message: unknown, ...rest: unknown[]) => log.error(...lineOf(message, rest)),
    fatal: (message: unknown, ...rest: unknown[]) => log.fatal(...lineOf(message, rest)),
  };
}

/** Nest's last parameter is who speaks; other texts go on with the message. */
function lineOf(message: unknown, rest: readonly unknown[]): [fields: Fields, msg?: string] {
  const texts = rest.filter((part) => typeof part === 'string');
  const context = texts.at(-1);
  const fields = { ...(context === undefined ? {} : { context }), ...fieldsIn(message) };
  const said = typeof message === 'string' ? [message] : [];
  const msg = [...said, ...texts.slice(0, -1)].join(' ');
  return msg === '' ? [fields] : [fields, msg];
}

function fieldsIn(message: unknown): Fields {
  if (message instanceof Error) return { err: message };
  return typeof message === 'object' && message !== null ? (message as Fields) : {};
}
