// Whether a schema still has the shape that it was published with. An event version is read for ever, by us and by others who
// know only what was published, so neither may it take less than it did nor tell more: every difference is one too many.
import { type Shape, type Shapes, nameIn } from './shape.js';

export type Schema = Shape & { readonly definitions?: Shapes };

/** What a reader may ignore. */
const annotations: readonly string[] = [
  '$schema',
  '$id',
  'title',
  'description',
  'x-description-zh',
  'definitions',
];

type Sides = { readonly was: Schema; readonly is: Schema };

/** What is left of a schema once that is taken away which may change. */
export function shapeAlone(schema: Schema): Schema {
  const bare = (value: unknown, isNamed: boolean): unknown => {
    if (Array.isArray(value)) return value.map((part) => bare(part, false));
    if (typeof value !== 'object' || value === null) return value;
    // Under `properties` and `definitions` stand names, which may be those of annotations.
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => isNamed || key === 'definitions' || !annotations.includes(key))
        .map(([key, part]) => [key, bare(part, key === 'properties' || key === 'definitions')]),
    );
  };
  return bare(schema, false) as Schema; // the same with parts left out
}

/** One sentence for each difference; none where the shape is as it was published. */
export function differences(was: Schema, is: Schema): readonly string[] {
  return differing(was, is, { was, is }, 'data');
}

function differing(one: Shape, other: Shape, sides: Sides, at: string): readonly string[] {
  const [was, is] = [plain(one, sides.was), plain(other, sides.is)];
  return [
    ...fields([was.properties, is.properties], sides, at),
    ...required(was.required ?? [], is.required ?? [], at),
    ...values('type', [was.type, is.type], at),
    ...values('enum', [was.enum, is.enum], at),
    ...choices([was.anyOf ?? [], is.anyOf ?? []], sides, at),
    ...elements([was.items, is.items], sides, at),
    ...others(was, is, at),
  ];
}

const lookedInto = ['properties', 'required', 'type', 'enum', 'anyOf', 'items'];

/** Patterns, bounds and whatever else a schema may say. */
function others(was: Shape, is: Shape, at: string): readonly string[] {
  const said = (shape: Shape): ReadonlyMap<string, unknown> =>
    new Map(Object.entries(shape).filter(([keyword]) => !lookedInto.includes(keyword)));
  const [before, after] = [said(was), said(is)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((keyword) => canonical(before.get(keyword)) !== canonical(after.get(keyword)))
    .map((keyword) => became(`${at}: ${keyword}`, before.get(keyword), after.get(keyword)));
}

function elements(
  [was, is]: readonly (Shape | undefined)[],
  sides: Sides,
  at: string,
): readonly string[] {
  if (was !== undefined && is !== undefined) return differing(was, is, sides, `${at}[]`);
  return was === is ? [] : [became(`${at}: items`, was, is)];
}

/** A shape in one spelling: a reference is what it refers to, one value is a list of one. */
function plain(shape: Shape, schema: Schema): Shape {
  const { const: only, ...rest } = resolved(shape, schema);
  const stated = Object.entries(rest).filter(([key]) => !annotations.includes(key));
  return { ...Object.fromEntries(stated), ...(only === undefined ? {} : { enum: [only] }) };
}

function resolved(shape: Shape, schema: Schema): Shape {
  if (shape.$ref === undefined) return shape;
  const { $ref, ...own } = shape;
  return resolved({ ...schema.definitions?.[nameIn($ref)], ...own }, schema);
}

function fields(
  [was = {}, is = {}]: readonly (Shapes | undefined)[],
  sides: Sides,
  at: string,
): readonly string[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) => {
    const [one, other] = [was[name], is[name]];
    if (other === undefined) return [`${at}.${name} is gone`];
    if (one === undefined) return [`${at}.${name} is new`];
    return differing(one, other, sides, `${at}.${name}`);
  });
}

function required(was: readonly string[], is: readonly string[], at: string): readonly string[] {
  return [
    ...missing(was, is).map((name) => `${at}.${name} need not be there any more`),
    ...missing(is, was).map((name) => `${at}.${name} has to be there now`),
  ];
}

function values(
  keyword: 'type' | 'enum',
  [before, after]: readonly (string | readonly unknown[] | undefined)[],
  at: string,
): readonly string[] {
  const [was, is] = [listed(before), listed(after)];
  // Without a list everything may stand there, and a type that was replaced is one difference.
  const isReplaced = keyword === 'type' && was.length === 1 && is.length === 1;
  if (was.length === 0 || is.length === 0 || isReplaced) {
    return canonical(was) === canonical(is) ? [] : [became(`${at}: ${keyword}`, before, after)];
  }
  return [
    ...missing(was, is).map((value) => `${at} may be ${value} no more`),
    ...missing(is, was).map((value) => `${at} may be ${value} now`),
  ];
}

/** Forms are told apart by their whole; where one was replaced, that one is looked into. */
function choices(
  [was = [], is = []]: readonly (readonly Shape[])[],
  sides: Sides,
  at: string,
): readonly string[] {
  const forms = (all: readonly Shape[], schema: Schema): readonly (string | undefined)[] =>
    all.map((form) => canonical(expanded(form, schema)));
  const [before, after] = [forms(was, sides.was), forms(is, sides.is)];
  const [lost] = was.filter((_, index) => !after.includes(before[index]));
  const [gained] = is.filter((_, index) => !before.includes(after[index]));
  if (lost === undefined && gained === undefined) return [];
  if (lost !== undefined && gained !== undefined && was.length === is.length) {
    const found = differing(lost, gained, sides, at);
    if (found.length > 0) return found;
  }
  return [`${at}: one of its forms is another now (${was.length} were, ${is.length} are there)`];
}

/** With every reference replaced, however deep. Events have no shape that contains itself. */
function expanded(shape: Shape, schema: Schema): object {
  const inner = (part: Shape): object => expanded(part, schema);
  const { properties, items, anyOf, ...rest } = plain(shape, schema);
  return {
    ...rest,
    ...(items === undefined ? {} : { items: inner(items) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(inner) }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, field]) => [name, inner(field)]),
          ),
        }),
  };
}

const missing = (from: readonly string[], among: readonly string[]): readonly string[] =>
  from.filter((one) => !among.includes(one));

const listed = (value: unknown): readonly string[] =>
  (value === undefined ? [] : [value].flat()).map(String);

function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function became(what: string, was: unknown, is: unknown): string {
  const [before, after] = [was, is].map((value) => canonical(value) ?? 'not said');
  return `${what} was ${before} and is ${after}`;
}
