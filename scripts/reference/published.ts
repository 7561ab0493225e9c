// The shape that every version of every event was published with, kept beside the reference. `npm run generate` adds a copy of
// what is new and never touches one that is there: what differs from its copy is refused.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Schema, differences, shapeAlone } from './compatibility.js';
import { type Page } from './markdown.js';

export type Schemas = ReadonlyMap<string, Schema>;

const reference = 'docs/reference';
const folder = `${reference}/published`;

/** By name, such as `DealWon.v1`; the envelope of all entries is `entry`. */
export function publishedSchemas(): Schemas {
  return schemasIn(folder);
}

/** As they stand in the reference, older versions among them; as these pages have it, where they do. */
export function describedSchemas(pages: readonly Page[] = []): Schemas {
  const made = pages.flatMap(({ path, text }) => {
    const [, name] = /^docs\/reference\/(?:events\/)?(\w+\.v\d+|entry)\.json$/.exec(path) ?? [];
    return name === undefined ? [] : [[name, JSON.parse(text) as Schema] as const];
  });
  const files = schemasIn(`${reference}/events`);
  const entry = schemasIn(reference, /^entry\.json$/);
  return new Map([...files, ...entry, ...made]);
}

/** One sentence for each way in which what was published changed; none where all of it stands. */
export function breaches(published: Schemas, described: Schemas): readonly string[] {
  return [...published].flatMap(([name, was]) => {
    const is = described.get(name);
    if (is === undefined) return [`${name} was published and is described no more`];
    return differences(was, is).map((difference) => `${name}: ${difference}`);
  });
}

/** Of what has none yet. */
export function newCopies(published: Schemas, described: Schemas): readonly Page[] {
  return [...described]
    .filter(([name]) => !published.has(name))
    .map(([name, schema]) => ({
      path: `${folder}/${name}.json`,
      text: textOf(shapeAlone(schema)),
    }));
}

/** @throws Error where a schema that was published is another one now */
export function demandAsPublished(described: Schemas): void {
  const found = breaches(publishedSchemas(), described);
  if (found.length === 0) return;
  const advice = 'What was published never changes. Make a new version (CONTRIBUTING.md says how).';
  throw new Error([...found, advice].join('\n'));
}

function schemasIn(place: string, named = /\.json$/): Schemas {
  const files = existsSync(place) ? readdirSync(place).filter((file) => named.test(file)) : [];
  const read = (file: string): Schema =>
    JSON.parse(readFileSync(join(place, file), 'utf8')) as Schema; // npm run generate wrote it
  return new Map(files.sort().map((file) => [file.replace(/\.json$/, ''), read(file)]));
}

function textOf(schema: Schema): string {
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
