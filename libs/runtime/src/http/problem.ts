// Every failure as one RFC 9457 problem: a stable code, a sentence in the caller's language, and nothing about our inside.
import { HttpException } from '@nestjs/common';
import { LogError } from '@ledger/event-log';
import { KeyStoreError } from '@ledger/key-store';
import {
  GatewayError,
  type Language,
  Rejection,
  type Text,
  type TextValues,
  say,
  fieldTexts,
} from '@ledger/ledger';
import { StoreError, ViewError } from '@ledger/read-store';
import { EdgeProblem } from './edge-problem.js';
import { type HttpCode, type ProblemText, httpTexts, titles } from './http.texts.js';

export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  /** Path of the request. */
  readonly instance: string;
  readonly correlationId: string;
  readonly errors?: readonly {
    readonly pointer: string;
    readonly code: string;
    readonly detail: string;
  }[];
};

/** What went wrong, in no language yet. */
export type Failure = {
  readonly code: string;
  readonly text: ProblemText;
  readonly values: TextValues;
  readonly fields: readonly FieldFailure[];
  readonly retryAfterSeconds?: number;
  /** It is ours, not the caller's: to be logged. */
  readonly isFault: boolean;
};

type FieldFailure = {
  readonly pointer: string;
  readonly code: string;
  readonly text: Text;
  readonly values: TextValues;
};

export type Circumstances = {
  readonly language: Language;
  readonly instance: string;
  readonly correlationId: string;
};

export function problemOf(failure: Failure, around: Circumstances): Problem {
  const { code, text, fields } = failure;
  const { language, instance, correlationId } = around;
  const errors = fields.map((field) => ({
    pointer: field.pointer,
    code: field.code,
    detail: say(field.text, language, field.values),
  }));
  return {
    type: `/problems/${code}`,
    title: titles[text.status]?.[language] ?? code,
    status: text.status,
    detail: say(text, language, { ...failure.values, correlationId }),
    code,
    instance,
    correlationId,
    ...(errors.length === 0 ? {} : { errors }),
  };
}

export function failureOf(error: unknown, bodyBytesMax: number): Failure {
  if (error instanceof Rejection) return rejected(error);
  if (error instanceof EdgeProblem) return refused(error);
  if (error instanceof ViewError) {
    const retry = error.code === 'read-model-behind' || error.code === 'read-model-rebuilding';
    return ours(
      error.code,
      error.detail,
      retry ? 1 : undefined,
      error.code === 'read-model-stopped',
    );
  }
  if (error instanceof KeyStoreError && error.code === 'moving-in') return ours('ledger-moving-in');
  if (error instanceof KeyStoreError && error.code === 'erased') return ours('keys-erased');
  if (error instanceof GatewayError) return ours(error.code, {}, error.retryAfterSeconds);
  if (error instanceof LogError || error instanceof StoreError || error instanceof KeyStoreError) {
    const code = error.code === 'disk-full' ? 'disk-full' : 'store-unavailable';
    return error instanceof StoreError && error.code === 'bad-cursor'
      ? refused(new EdgeProblem('fields-invalid', { count: 1 }, [badCursor]))
      : ours(code, {}, 5, true);
  }
  return ofFramework(error, bodyBytesMax);
}

const badCursor = { pointer: '/cursor', rule: 'invalid', values: {} } as const;

function rejected({ rule, text, detail, pointer }: Rejection): Failure {
  const fields = pointer === undefined ? [] : [{ pointer, code: rule, text, values: detail }];
  return { code: rule, text, values: detail, fields, isFault: false };
}

function refused({ code, values, fields }: EdgeProblem): Failure {
  const retryAfterSeconds = code === 'answer-timed-out' ? 1 : undefined;
  return {
    ...ours(code, values, retryAfterSeconds, retryAfterSeconds !== undefined),
    fields: fields.map(({ pointer, rule, values: given }) => ({
      pointer,
      code: kebab(rule),
      text: fieldTexts[rule],
      values: given,
    })),
  };
}

function ours(
  code: HttpCode,
  values: TextValues = {},
  retryAfterSeconds?: number,
  isFault = false,
): Failure {
  const failure = { code, text: httpTexts[code], values, fields: [], isFault };
  return retryAfterSeconds === undefined ? failure : { ...failure, retryAfterSeconds };
}

/** Nest and Fastify say what they refuse by status; their own sentences are English and not ours. */
function ofFramework(error: unknown, bodyBytesMax: number): Failure {
  const status = error instanceof HttpException ? error.getStatus() : statusCodeOf(error);
  switch (status) {
    case 404:
      return ours('route-not-found');
    case 408:
      return ours('request-timed-out');
    case 413:
      return ours('body-too-large', { max: bodyBytesMax });
    default:
      return typeof status === 'number' && status >= 400 && status < 500
        ? ours('request-malformed')
        : ours('internal-error', {}, undefined, true);
  }
}

function statusCodeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, 'statusCode') : undefined;
}

/** `maxLength` → `max-length`. */
function kebab(rule: string): string {
  return rule.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
