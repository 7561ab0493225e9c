// The description of everything served, made from the controllers themselves: OpenAPI 3.1 at /openapi.json.
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, documented } from '@ledger/openapi';
import { titles } from './http.texts.js';
import { actorPattern, keyPattern, versionPattern } from './sender.guard.js';

type OperationObject = NonNullable<OpenAPIObject['paths'][string]['get']>;
type ResponsesObject = OperationObject['responses'];
type ResponseObject = Exclude<ResponsesObject[string], undefined | { $ref: string }>;
type Parameter = NonNullable<OperationObject['parameters']>[number];
type SchemaObject = Exclude<
  Extract<Parameter, { name: string }>['schema'],
  undefined | { $ref: string }
>;

export type OpenApiOptions = {
  readonly title: string;
  readonly description: string;
  readonly version: string;
};

/** Before the application listens. Described when first asked for: it would take a sixth of every start. */
export function serveOpenApi(app: NestFastifyApplication, options: OpenApiOptions): void {
  let document: Promise<string> | undefined;
  app
    .getHttpAdapter()
    .getInstance()
    .get('/openapi.json', async (_, reply) => {
      document ??= describeApi(app, options).then((described) => JSON.stringify(described));
      return reply.header('content-type', 'application/json; charset=utf-8').send(await document);
    });
}

async function describeApi(
  app: NestFastifyApplication,
  { title, description, version }: OpenApiOptions,
): Promise<OpenAPIObject> {
  const { DocumentBuilder, SwaggerModule } = await documented();
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title)
    .setDescription(description)
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: keyAbout }, 'apiKey')
    .addSecurityRequirements('apiKey')
    .addSecurityRequirements({})
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '')}.${method}`,
  });
  const operations = Object.values(document.paths).flatMap((path) =>
    [path.get, path.post, path.put, path.patch, path.delete].filter((it) => it !== undefined),
  );
  for (const operation of operations) {
    operation.responses = { ...refusalsOf(operation), ...operation.responses };
    const shown = operation.responses['200'];
    if ('x-csv-columns' in operation && shown !== undefined && 'content' in shown) {
      operation.responses['200'] = {
        ...shown,
        headers: { ...shown.headers, ...csvHeaders },
        content: { ...shown.content, 'text/csv': { schema: { type: 'string' } } },
      };
    }
    for (const parameter of operation.parameters ?? []) {
      const form = 'name' in parameter ? headerForms[parameter.name] : undefined;
      if (form !== undefined && 'schema' in parameter) {
        parameter.schema = { ...parameter.schema, ...form };
      }
    }
  }
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: problemSchema },
    responses: Object.fromEntries(
      Object.entries(titles).map(([status, title]) => [`Problem${status}`, problem(title.en)]),
    ),
  };
  return document;
}

const keyAbout =
  'An API key, where the server has any configured. The key tells who acts; what it records says "assurance":"key".';

const csvHeaders = {
  'Sales-Ledger-Next-Cursor': {
    description: 'With CSV: cursor of the next page; absent at the end',
    schema: { type: 'string' as const },
  },
};

/** What a request may be refused with before any rule of a ledger is asked, and where nothing is wrong with it. */
const everywhere = [400, 401, 403, 404, 408, 421, 422, 431, 500, 503];
const ofBodies = [413, 415];
const ofCommands = [409, 412];

function refusalsOf(operation: OperationObject): ResponsesObject {
  const isCommand = operation.parameters?.some(
    (parameter) => 'name' in parameter && parameter.name === 'Idempotency-Key',
  );
  const statuses = [
    ...everywhere,
    ...(operation.requestBody === undefined ? [] : ofBodies),
    ...(isCommand === true ? ofCommands : []),
  ];
  return Object.fromEntries(
    statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
  );
}

function problem(description: string): ResponseObject {
  return {
    description: `${description} (RFC 9457); GET /problems/{code} explains each code`,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

/** The headers' forms as the guard demands them. */
const headerForms: { readonly [name: string]: SchemaObject } = {
  'Sales-Ledger-Actor': { pattern: actorPattern.source },
  'Idempotency-Key': { pattern: keyPattern.source },
  'If-Match': { pattern: versionPattern.source },
  'If-None-Match': { enum: ['*'] },
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
