// The one place where failures become answers.
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Language } from '@ledger/ledger';
import { type Log } from '../logging/log.js';
import { EdgeProblem } from './edge-problem.js';
import { languageOf } from './language.js';
import { type Failure, failureOf, problemOf } from './problem.js';
import { type Routes } from './routes.js';

export type ProblemFilterOptions = {
  readonly language: Language;
  readonly bodyBytesMax: number;
  readonly log: Log;
  readonly routes: Routes;
};

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly options: ProblemFilterOptions) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    this.answer(error, request, reply);
  }

  /** Also for what the router refuses before any hook or filter runs. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const failure = this.failureOf(error, request);
    this.log(error, failure, request);
    if (!reply.sent) this.send(failure, request, reply);
  }

  private failureOf(error: unknown, request: FastifyRequest): Failure {
    const failure = failureOf(error, this.options.bodyBytesMax);
    if (failure.code !== 'route-not-found') return failure;
    const problem = this.misdirected(request);
    return problem === undefined ? failure : failureOf(problem, this.options.bodyBytesMax);
  }

  /** What is there instead of the route that was asked for. */
  private misdirected(request: FastifyRequest): EdgeProblem | undefined {
    const { routes } = this.options;
    const { method } = request;
    const path = pathOf(request);
    const role = routes.roleOf(method, path);
    if (role !== undefined) return new EdgeProblem('route-elsewhere', { method, role });
    const allowed = routes.methodsAt(path).join(', ');
    return allowed === '' ? undefined : new EdgeProblem('method-not-allowed', { method, allowed });
  }

  private send(failure: Failure, request: FastifyRequest, reply: FastifyReply): void {
    const language = languageOf(request.headers['accept-language'], this.options.language);
    const { correlationId } = request;
    const problem = problemOf(failure, { language, instance: pathOf(request), correlationId });
    reply.code(problem.status);
    reply.headers({
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': language === 'zh' ? 'zh-CN' : 'en',
      'cache-control': 'no-store',
    });
    if (failure.retryAfterSeconds !== undefined)
      reply.header('retry-after', failure.retryAfterSeconds);
    if (failure.text.status === 401) reply.header('www-authenticate', challengeOf(failure));
    if (failure.code === 'method-not-allowed') reply.header('allow', failure.values['allowed']);
    reply.send(problem);
  }

  /** What is ours to mend; refusals only where debugging is asked for. */
  private log(error: unknown, { code, isFault }: Failure, request: FastifyRequest): void {
    const { log } = this.options;
    if (!isFault && !log.isLevelEnabled('debug')) return;
    const { method, correlationId } = request;
    const about = { context: 'Http', code, method, path: pathOf(request), correlationId };
    if (isFault) log.error({ ...about, err: error }, 'failed');
    else log.debug(about, 'refused');
  }
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}

/** RFC 6750 §3. */
function challengeOf({ code }: Failure): string {
  const realm = 'Bearer realm="sales-ledger"';
  return code === 'api-key-unknown' ? `${realm}, error="invalid_token"` : realm;
}
