// Routes whose texts come in the caller's language: asked for by a parameter, or by Accept-Language.
import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@ledger/openapi';
import { type FastifyReply } from 'fastify';
import { type Language } from '@ledger/ledger';

/** What the runtime puts on a request before a controller sees it. */
type LanguageRequest = { readonly language: Language };

/** Parameter decorator: the language that Accept-Language asks for, or the installation's. */
export const AcceptedLanguage = createParamDecorator(
  (_: unknown, context: ExecutionContext): Language =>
    context.switchToHttp().getRequest<LanguageRequest>().language,
);

const tags: { readonly [language in Language]: string } = { en: 'en', zh: 'zh-CN' };

/** Says of an answer in which language it is, and what that depended on. */
export function sayLanguage(reply: FastifyReply, language: Language): void {
  void reply.headers({ 'content-language': tags[language], vary: 'Accept, Accept-Language' });
}

/** Documents on a route what `AcceptedLanguage` reads. */
export function InLanguages(): MethodDecorator {
  return applyDecorators(
    ApiHeader({
      name: 'Accept-Language',
      required: false,
      example: 'zh-CN',
      description:
        'Where the parameter language is absent: en or zh, else the language of the server',
    }),
  );
}

/** Of the answer's description, what `sayLanguage` says. */
export const languageHeaders = {
  'Content-Language': {
    description: 'Of the texts in the answer',
    schema: { type: 'string', enum: Object.values(tags) },
  },
  Vary: {
    description: 'Which request headers the answer depended on',
    schema: { type: 'string', example: 'Accept, Accept-Language' },
  },
} as const;
