// The HTTP interface as a page: routes and bodies from the OpenAPI document, problems from the texts they are told with.
import { type Language } from '@ledger/ledger';
import { type ProblemTexts } from '@ledger/runtime';
import { type Page, code, table } from './markdown.js';
import { type Say, pagesOf } from './page.js';
import { type Shape, type Shapes, limits, meaning, typeText } from './shape.js';

type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly example?: unknown;
  readonly schema?: Shape;
};

type Content = { readonly [mediaType: string]: { readonly schema?: Shape } };

type Operation = {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: {
    readonly [status: string]: {
      readonly $ref?: string;
      readonly description?: string;
      readonly content?: Content;
    };
  };
};

/** What is read here of an OpenAPI document. */
export type OpenApi = {
  readonly info: { readonly version: string };
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
  readonly components: { readonly schemas: Shapes };
};

type Route = { readonly title: string; readonly tag: string; readonly operation: Operation };

export function httpPages(document: OpenApi, problems: ProblemTexts): readonly Page[] {
  const routes = routesOf(document);
  const tags = [...new Set(routes.map(({ tag }) => tag))].sort();
  const { schemas } = document.components;
  return pagesOf('http', 'httpTitle', (language, say) => [
    say('httpAbout'),
    ...tags.flatMap((tag) => [
      '',
      `## ${tag}`,
      ...routes
        .filter((route) => route.tag === tag)
        .flatMap((route) => section(route, language, say)),
    ]),
    '',
    `## ${say('httpShapes')}`,
    ...Object.keys(schemas)
      .sort()
      .flatMap((name) => shapeSection(name, schemas[name] ?? {}, language, say)),
    '',
    `## ${say('httpProblems')}`,
    ...problemTable(problems, say),
  ]);
}

function routesOf({ paths }: OpenApi): readonly Route[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      title: `${method.toUpperCase()} ${path}`,
      tag: operation.tags?.[0] ?? '',
      operation,
    })),
  );
}

function section({ title, operation }: Route, language: Language, say: Say): readonly string[] {
  const { summary = '', description = '', parameters = [], requestBody, responses } = operation;
  const parameterRows = parameters.map(({ name, required, schema = {}, ...parameter }) => [
    code(required === true ? `${name}*` : name),
    parameter.in,
    typeText(schema, language),
    limits(schema),
    exampleText(parameter.example ?? schema.example),
    parameter.description ?? meaning(schema, language),
  ]);
  return [
    '',
    `### ${title}`,
    '',
    summary,
    ...(description === '' ? [] : ['', description]),
    ...table(
      [say('parameter'), say('place'), say('type'), say('limits'), say('example'), say('meaning')],
      parameterRows,
    ),
    ...(requestBody === undefined
      ? []
      : ['', `${say('body')}: ${contentText(requestBody.content, language)}`]),
    ...table(
      [say('status'), say('answer'), say('meaning')],
      Object.entries(responses)
        .filter(([, { $ref }]) => $ref === undefined)
        .map(([status, { content = {}, description: about = '' }]) => [
          code(status),
          contentText(content, language),
          about,
        ]),
    ),
    '',
    `${say('refused')}: ${refusals(responses).map(code).join(', ')}`,
  ];
}

/** Statuses whose answer is a problem like everywhere else. */
function refusals(responses: Operation['responses']): readonly string[] {
  return Object.entries(responses)
    .filter(([, { $ref }]) => $ref !== undefined)
    .map(([status]) => status);
}

function contentText(content: Content, language: Language): string {
  return Object.entries(content)
    .map(([mediaType, { schema = {} }]) => `${typeText(schema, language)} (${code(mediaType)})`)
    .join(', ');
}

function shapeSection(name: string, shape: Shape, language: Language, say: Say): readonly string[] {
  const { properties = {}, required = [] } = shape;
  const rows = Object.entries(properties).map(([field, value]) => [
    code(required.includes(field) ? `${field}*` : field),
    typeText(value, language),
    limits(value),
    exampleText(value.example),
    meaning(value, language),
  ]);
  const about = meaning(shape, language);
  return [
    '',
    `### ${name}`,
    ...(about === '' ? [] : ['', about]),
    ...(rows.length === 0
      ? ['', typeText(shape, language)]
      : table([say('field'), say('type'), say('limits'), say('example'), say('meaning')], rows)),
  ];
}

function problemTable(problems: ProblemTexts, say: Say): readonly string[] {
  return table(
    [say('code'), say('status'), say('english'), say('chinese')],
    Object.entries(problems)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([problem, { status, en, zh }]) => [code(problem), String(status), en, zh]),
  );
}

function exampleText(example: unknown): string {
  if (example === undefined) return '';
  return code(typeof example === 'string' ? example : JSON.stringify(example));
}
