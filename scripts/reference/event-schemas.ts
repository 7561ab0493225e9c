// The shape of every event's data as JSON Schema, read from the types and doc comments of the slices' `*.events.ts`:
// what the compiler holds the code to is what the reference says.
import { type SchemaGenerator, createGenerator } from 'ts-json-schema-generator';
import { type EventCatalogue, type Slice } from '@ledger/ledger';
import { demandBothLanguages } from './languages.js';
import { type Shape, type Shapes, nameIn } from './shape.js';

const draft = 'http://json-schema.org/draft-07/schema#';

export type EventSchema = Shape & {
  readonly $schema: string;
  readonly $id: string;
  readonly title: string;
  readonly definitions: Shapes;
};

export type DescribedEvent = {
  readonly slice: string;
  readonly type: string;
  readonly version: number;
  readonly schema: EventSchema;
};

/** The current version of every event that the slices know. */
export function describedEvents(slices: readonly Slice[]): readonly DescribedEvent[] {
  return slices.flatMap(({ name, events }) => described(name, events));
}

/** The envelope that every entry has around its data. */
export function describedEntry(): EventSchema {
  const definitions = definitionsOf('WireEntry');
  const about = { $schema: draft, $id: 'sales.entry', title: 'Entry' };
  const shape = resolved(definitions['WireEntry'] ?? {}, definitions);
  const schema = { ...about, ...shape, definitions: reachable(shape, definitions) };
  demandBothLanguages('WireEntry', schema);
  return schema;
}

function described(slice: string, events: EventCatalogue): readonly DescribedEvent[] {
  return Object.entries(events).map(([type, { version }]) => {
    const schema = schemaOf(type, version, definitionsOf(type));
    demandBothLanguages(type, schema);
    return { slice, type, version, schema };
  });
}

let generator: SchemaGenerator | undefined;

/** Of a type and of all that it is made of. */
function definitionsOf(type: string): Shapes {
  generator ??= createGenerator({
    path: '{libs/*/src/**/*.events.ts,libs/ledger/src/wire-entry.ts}',
    tsconfig: 'tsconfig.json',
    skipTypeCheck: true, // `npm run lint` has done it
    sortProps: false,
    encodeRefs: false,
    extraTags: ['zh'],
  });
  // Draft 7 says more than `Shape` does; what pages read of it is there.
  return readable(generator.createSchema(type).definitions ?? {}) as Shapes;
}

function schemaOf(type: string, version: number, definitions: Shapes): EventSchema {
  const top = definitions[type] ?? {};
  const event = inlined(top, definitions);
  const data = inlined(event.properties?.['data'] ?? {}, definitions);
  if (data.type !== 'object' && data.anyOf === undefined) {
    throw new Error(`the type ${type} is no event with data: it is looked for in *.events.ts`);
  }
  const { description, 'x-description-zh': zh } = top;
  const about = {
    ...(description === undefined ? {} : { description }),
    ...(zh === undefined ? {} : { 'x-description-zh': zh }),
  };
  const shape = resolved(data, definitions);
  return {
    $schema: draft,
    $id: `sales.${type}.v${version}`,
    title: type,
    ...shape,
    ...about,
    definitions: reachable(shape, definitions),
  };
}

/** A generic's instance is named after its place in the file, so it stands where it is used and nowhere else. */
function isInstance(name: string): boolean {
  return name.includes('<') || /^(alias|structure|interface)-/.test(name);
}

function inlined(shape: Shape, definitions: Shapes): Shape {
  if (shape.$ref === undefined) return shape;
  const { $ref, ...own } = shape;
  const name = nameIn($ref);
  return inlined({ ...definitions[name], ...own }, definitions);
}

/** With every instance of a generic put in its place. */
function resolved(shape: Shape, definitions: Shapes): Shape {
  const inner = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inner);
    if (typeof value !== 'object' || value === null) return value;
    const { $ref } = value as Shape;
    const isNamed = $ref !== undefined && !isInstance(nameIn($ref));
    const whole = isNamed ? value : inlined(value, definitions);
    return Object.fromEntries(Object.entries(whole).map(([key, part]) => [key, inner(part)]));
  };
  return inner(shape) as Shape; // the same with parts replaced
}

function reachable(shape: Shape, definitions: Shapes, seen: Shapes = {}): Shapes {
  const names = [...JSON.stringify(shape).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)];
  let found = seen;
  for (const name of names.map((match) => match[1] ?? '')) {
    if (found[name] !== undefined) continue;
    const definition = resolved(definitions[name] ?? {}, definitions);
    found = reachable(definition, definitions, { ...found, [name]: definition });
  }
  return found;
}

/** The tag `zh` under a name that validators pass over. */
function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) =>
      key === 'zh' && typeof part === 'string' ? ['x-description-zh', part] : [key, readable(part)],
    ),
  );
}
