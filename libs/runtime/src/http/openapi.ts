// The description of everything served, made from the controllers themselves: OpenAPI 3.1 at /openapi.json.
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

export type OpenApiOptions = {
  readonly title: string;
  readonly description: string;
  readonly version: string;
};

/** Before the application listens. */
export function serveOpenApi(app: NestFastifyApplication, options: OpenApiOptions): void {
  const document = JSON.stringify(describeApi(app, options));
  app
    .getHttpAdapter()
    .getInstance()
    .get('/openapi.json', (_, reply) => {
      void reply.header('content-type', 'application/json; charset=utf-8').send(document);
    });
}

function describeApi(
  app: NestFastifyApplication,
  { title, description, version }: OpenApiOptions,
): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title)
    .setDescription(description)
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '')}.${method}`,
  });
  const operations = Object.values(document.paths).flatMap((path) =>
    [path.get, path.post, path.put, path.patch, path.delete].filter((it) => it !== undefined),
  );
  for (const operation of operations) {
    operation.responses['default'] = problemResponse;
    const shown = operation.responses['200'];
    if ('x-csv-columns' in operation && shown !== undefined && 'content' in shown) {
      operation.responses['200'] = {
        ...shown,
        headers: csvHeaders,
        content: { ...shown.content, 'text/csv': { schema: { type: 'string' } } },
      };
    }
  }
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: problemSchema },
  };
  return document;
}

const csvHeaders = {
  'Sales-Ledger-Next-Cursor': {
    description: 'With CSV: cursor of the next page; absent at the end',
    schema: { type: 'string' as const },
  },
};

const problemResponse = {
  description: 'Refused or failed (RFC 9457); GET /problems/{code} explains each code',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const text = { type: 'string' };

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'instance', 'correlationId'],
  properties: {
    type: { ...text, format: 'uri-reference', example: '/problems/deal-already-won' },
    title: text,
    status: { type: 'integer', example: 409 },
    detail: { ...text, description: 'In the language that Accept-Language asks for: en or zh' },
    code: { ...text, example: 'deal-already-won' },
    instance: { ...text, format: 'uri-reference' },
    correlationId: text,
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { ...text, description: 'RFC 6901 JSON Pointer into the body' },
          code: text,
          detail: text,
        },
      },
    },
  },
};
