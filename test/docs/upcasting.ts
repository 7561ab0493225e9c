// Whether what older versions of events hold becomes what the next version says: tried on data made from the older's schema.
import { type EventCatalogue, type EventSchema } from '@ledger/ledger';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { type Schema } from '../../scripts/reference/compatibility.js';
import { type Schemas } from '../../scripts/reference/published.js';
import { type Shape, nameIn } from '../../scripts/reference/shape.js';

const samples = 50;

/** One sentence for each version of a type that does not come to the catalogue's. */
export function upcastFaults(catalogue: EventCatalogue, published: Schemas): readonly string[] {
  const types = new Set(
    [...published.keys()].flatMap((name) => /^(.+)\.v\d+$/.exec(name)?.[1] ?? []),
  );
  return [...types].flatMap((type) => {
    const event = catalogue[type];
    if (event === undefined) return [`${type} is published and not in the catalogue`];
    const newest = [...published.keys()].filter((name) => name.startsWith(`${type}.v`)).length;
    if (newest > event.version) {
      return [`${type}.v${newest} is published, the catalogue ends at v${event.version}`];
    }
    return Array.from({ length: event.version - 1 }, (_, at) => at + 1).flatMap((version) =>
      liftFaults(type, version, { event, published }),
    );
  });
}

type Known = { readonly event: EventSchema; readonly published: Schemas };

function liftFaults(type: string, version: number, { event, published }: Known): readonly string[] {
  const lift = event.upcast?.[version];
  const [name, next] = [`${type}.v${version}`, `v${version + 1}`];
  if (lift === undefined) return [`${name} has no upcast to ${next}`];
  const [was, is] = [published.get(name), published.get(`${type}.${next}`)];
  if (was === undefined || is === undefined) return [`${name} or ${next} is not published`];
  const ajv = new Ajv({ allowUnionTypes: true });
  const [isOld, isNew] = [ajv.compile(was), ajv.compile(is)];
  for (const data of fc.sample(dataOf(was, was), samples)) {
    if (!isOld(data)) throw new Error(`${name}: no sample of it: ${ajv.errorsText(isOld.errors)}`);
    try {
      if (isNew(lift(data as object))) continue; // events' data are objects
      return [`${name} is lifted to what is no ${next}: ${ajv.errorsText(isNew.errors)}`];
    } catch (error) {
      return [`${name} can't be lifted: ${error instanceof Error ? error.message : String(error)}`];
    }
  }
  return [];
}

/** Data of a shape, in the part of JSON Schema that events' types come to. */
function dataOf(shape: Shape, schema: Schema): fc.Arbitrary<unknown> {
  if (shape.$ref !== undefined) {
    return dataOf(schema.definitions?.[nameIn(shape.$ref)] ?? {}, schema);
  }
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum);
  if (shape.anyOf !== undefined) return fc.oneof(...shape.anyOf.map((one) => dataOf(one, schema)));
  return fc.oneof(...[shape.type ?? 'null'].flat().map((type) => dataOfType(type, shape, schema)));
}

function dataOfType(type: string, shape: Shape, schema: Schema): fc.Arbitrary<unknown> {
  switch (type) {
    case 'object': {
      const fields = Object.entries(shape.properties ?? {});
      const model = Object.fromEntries(
        fields.map(([name, field]) => [name, dataOf(field, schema)]),
      );
      return fc.record(model, { requiredKeys: [...(shape.required ?? [])], noNullPrototype: true });
    }
    case 'array':
      return fc.array(dataOf(shape.items ?? {}, schema), { maxLength: 3 });
    case 'number':
    case 'integer':
      return fc.integer();
    case 'boolean':
      return fc.boolean();
    case 'string':
      return fc.string();
    default:
      return fc.constant(null);
  }
}
