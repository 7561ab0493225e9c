// The event catalogue: every type with its slice, its fields and which of them are sealed.
import { existsSync } from 'node:fs';
import { type Language } from '@ledger/ledger';
import { type DescribedEvent, type EventSchema } from './event-schemas.js';
import { type Page, code, table } from './markdown.js';
import { type Say, pagesOf } from './page.js';
import { type Shape, type Shapes, limits, meaning, nameIn, typeText } from './shape.js';

const folder = 'docs/reference';

/** The schemas, one file each, and the pages made from them. */
export function eventFiles(events: readonly DescribedEvent[], entry: EventSchema): readonly Page[] {
  const schemas = events.map(({ type, version, schema }) => ({
    path: `${folder}/${schemaFile(type, version)}`,
    text: textOf(schema),
  }));
  for (const { type, version } of events.flatMap(olderOf)) {
    if (existsSync(`${folder}/${schemaFile(type, version)}`)) continue;
    throw new Error(`${schemaFile(type, version)} is gone; entries of that version still stand`);
  }
  const shapes = sharedShapes([...events.map(({ schema }) => schema), entry]);
  const pages = pagesOf('events', 'eventsTitle', (language, say) => [
    say('eventsAbout'),
    '',
    say('eventsAbroad'),
    '',
    `## ${say('eventsEvery')}`,
    '',
    `[JSON Schema](entry.json)`,
    '',
    meaning(entry, language),
    ...attributes(entry, language, say),
    ...[...new Set(events.map(({ slice }) => slice))].flatMap((slice) => [
      ...heading(slice),
      ...events
        .filter((event) => event.slice === slice)
        .flatMap((event) => section(event, language, say)),
    ]),
    '',
    `## ${say('eventsShapes')}`,
    ...Object.entries(shapes).flatMap(([name, shape]) => shapeSection(name, shape, language, say)),
  ]);
  return [...schemas, { path: `${folder}/entry.json`, text: textOf(entry) }, ...pages];
}

/** Whether a field's value is ciphertext: its type is, or the one it may also be null beside. */
export function isSealed(shape: Shape): boolean {
  if (shape.$ref !== undefined) return nameIn(shape.$ref) === 'Sealed';
  return [...(shape.anyOf ?? []), ...(shape.items === undefined ? [] : [shape.items])].some(
    isSealed,
  );
}

function textOf(schema: EventSchema): string {
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

function attributes(
  { properties = {}, required = [] }: EventSchema,
  language: Language,
  say: Say,
): readonly string[] {
  return table(
    [say('field'), say('type'), say('limits'), say('meaning')],
    Object.entries(properties).map(([name, attribute]) => [
      code(required.includes(name) ? name : `${name}?`),
      typeText(attribute, language),
      limits(attribute),
      meaning(attribute, language),
    ]),
  );
}

function schemaFile(type: string, version: number): string {
  return `events/${type}.v${version}.json`;
}

function olderOf({ type, version }: DescribedEvent): readonly { type: string; version: number }[] {
  return Array.from({ length: version - 1 }, (_, at) => ({ type, version: at + 1 }));
}

function heading(slice: string): readonly string[] {
  const readme = `libs/sales/src/${slice}/README.md`;
  return ['', `## ${slice}`, ...(existsSync(readme) ? ['', `[README](../../${readme})`] : [])];
}

function section(event: DescribedEvent, language: Language, say: Say): readonly string[] {
  const { type, version, schema } = event;
  const older = olderOf(event).map((one) => `[v${one.version}](${schemaFile(type, one.version)})`);
  const schemas = [
    `[JSON Schema](${schemaFile(type, version)})`,
    ...(older.length === 0 ? [] : [`${say('eventsOlder')}: ${older.join(', ')}`]),
  ];
  const about = meaning(schema, language);
  return [
    '',
    `### ${type}`,
    '',
    `${say('eventsOn')}: ${code(schema.$id)} · ${schemas.join(' · ')}`,
    ...(about === '' ? [] : ['', about]),
    ...fields(schema, language, say),
  ];
}

function shapeSection(name: string, shape: Shape, language: Language, say: Say): readonly string[] {
  const about = meaning(shape, language);
  return [
    '',
    `### ${name}`,
    ...(about === '' ? [] : ['', about]),
    ...(shape.properties === undefined && shape.anyOf === undefined
      ? ['', typeText(shape, language)]
      : fields(shape, language, say)),
  ];
}

function fields(shape: Shape, language: Language, say: Say): readonly string[] {
  // A union of objects: each of its forms has its own table.
  if (shape.anyOf !== undefined) {
    return shape.anyOf.flatMap((form) =>
      form.properties === undefined ? ['', typeText(form, language)] : fields(form, language, say),
    );
  }
  const { properties = {}, required = [] } = shape;
  const rows = Object.entries(properties).map(([name, field]) => [
    code(required.includes(name) ? name : `${name}?`),
    typeText(field, language),
    isSealed(field) ? say('yes') : '',
    meaning(field, language),
  ]);
  if (rows.length === 0) return ['', say('eventsNone')];
  return table([say('field'), say('type'), say('sealed'), say('meaning')], rows);
}

/** @throws Error where one name stands for two shapes: a page could show only one of them */
function sharedShapes(schemas: readonly EventSchema[]): Shapes {
  const shapes: Record<string, Shape> = {};
  for (const { title, definitions } of schemas) {
    for (const [name, shape] of Object.entries(definitions)) {
      const known = (shapes[name] ??= shape);
      if (JSON.stringify(known) === JSON.stringify(shape)) continue;
      throw new Error(`${title} has another ${name} than events before it: name them apart`);
    }
  }
  return Object.fromEntries(Object.entries(shapes).sort(([a], [b]) => (a < b ? -1 : 1)));
}
