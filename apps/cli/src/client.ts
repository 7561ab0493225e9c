// Talks to the HTTP API, in this process or elsewhere. Problems come back as sentences in the caller's language.
import { randomUUID } from 'node:crypto';
import { type Language } from '@ledger/ledger';
import { Exit, type ExitCode, exitCodes } from './exit.js';
import { type Speak, speaker } from './language.js';

export type Query = { readonly [name: string]: string | number | boolean | undefined };

export type Client = {
  get<T>(path: string, query?: Query): Promise<T>;
  post<T>(path: string, body: object): Promise<T>;
  /** The answer's body as it comes; `body` streams where it is given. */
  stream(path: string, options?: StreamOptions): Promise<AsyncIterable<Uint8Array>>;
};

export type StreamOptions = {
  readonly method?: 'GET' | 'POST';
  readonly query?: Query;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: ReadableStream;
};

type Answered = {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
};

/** Who asks, and in which language. */
export type Asking = {
  readonly language: Language;
  /** As typed; who has a key need not say it. */
  readonly actor?: string | undefined;
  readonly apiKey?: string | undefined;
};

/** Who acts on a data folder of his own and does not say who he is. */
export const localActor = 'user/local';

export function clientOf(url: string, { language, actor, apiKey }: Asking): Client {
  const speak = speaker(language);
  const stated = actor ?? (apiKey === undefined ? localActor : undefined);
  const base = {
    'Accept-Language': language,
    ...(stated === undefined ? {} : { 'Sales-Ledger-Actor': stated }),
    ...(apiKey === undefined ? {} : { Authorization: `Bearer ${apiKey}` }),
  };
  const call = async (path: string, query: Query, init: RequestInit): Promise<Response> => {
    const target = new URL(path, url);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) target.searchParams.set(name, String(value));
    }
    const ask = (): Promise<Response> =>
      fetch(target, init).catch((error: unknown) => {
        throw unreachable(speak, url, error);
      });
    // A body that streams can't be sent twice.
    const answer = await (typeof init.body === 'string' ? settled(ask) : ask());
    if (!answer.ok) throw await problemExit(speak, answer);
    return answer;
  };
  return {
    get: async <T>(path: string, query: Query = {}) =>
      (await (await call(path, query, { headers: base })).json()) as T, // the API's own types
    post: async <T>(path: string, body: object) => {
      const headers = {
        ...base,
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
      };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      return (await (await call(path, {}, init)).json()) as T; // as above
    },
    stream: async (path, { method = 'GET', query = {}, headers = {}, body } = {}) => {
      const init: RequestInit = {
        method,
        headers: { ...base, 'Idempotency-Key': randomUUID(), ...headers },
        ...(body === undefined ? {} : { body, duplex: 'half' as const }),
      };
      const answer = await call(path, query, init);
      if (answer.body === null) throw new Error(`${path} answered without a body`);
      return whole(speak, answer.body);
    },
  };
}

/** A connection that is lost on the way is no defect of this program. */
async function* whole(speak: Speak, body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw cutOff(speak, reasonOf(error));
  }
}

/** Whatever the answer was about, its end never came. */
export function cutOff(speak: Speak, reason = speak('errorEndMissing')): Exit {
  return new Exit(exitCodes.unreachable, speak('errorCutOff', { reason }));
}

/** Lines of a stream of UTF-8 text. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** What passes by itself soon; asked again with its key, a command is recorded once. */
const passing: readonly unknown[] = ['busy', 'not-recorded', 'outcome-unknown'];
const patienceMs = 30_000;
const retryMs = 1_000;

async function settled(ask: () => Promise<Response>): Promise<Response> {
  for (const until = performance.now() + patienceMs; ;) {
    const answer = await ask();
    if (answer.status !== 503 || performance.now() >= until) return answer;
    if (!passing.includes(problemOf(await answer.clone().text()).code)) return answer;
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

async function problemExit(speak: Speak, answer: Response): Promise<Exit> {
  const text = await answer.text();
  const problem = problemOf(text);
  const isOfFields = problem.code === 'fields-invalid' && problem.errors !== undefined;
  const message = isOfFields
    ? speak('errorFields')
    : (problem.detail ?? problem.title ?? text.slice(0, 500));
  const code = problem.code === undefined ? `HTTP ${answer.status}` : problem.code;
  const fields = (problem.errors ?? []).map(({ pointer, detail }) => `\n  ${pointer}: ${detail}`);
  const told = problem.errors === undefined ? {} : { errors: problem.errors };
  return new Exit(exitCodeOf(answer.status), `${message} (${code})${fields.join('')}`, {
    code: problem.code ?? `http-${answer.status}`,
    detail: message,
    ...told,
  });
}

function problemOf(text: string): Answered {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {}; // not JSON: some other server answered, its text is shown as it is
  }
}

function exitCodeOf(status: number): ExitCode {
  if (status === 400 || status === 413 || status === 415) return exitCodes.unusable;
  return status < 500 ? exitCodes.refused : exitCodes.unreachable;
}

function unreachable(speak: Speak, url: string, error: unknown): Exit {
  const reason = reasonOf(error);
  return new Exit(exitCodes.unreachable, speak('errorUnreachable', { url, reason }));
}

/** Of `fetch`, which says why in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
