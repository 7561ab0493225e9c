// What was published stays: each planted change of a shape is told by name, and what the catalogue lifts has the next shape.
import { readFileSync } from 'node:fs';
import { type Schema, differences, shapeAlone } from '../../scripts/reference/compatibility.js';
import {
  breaches,
  describedSchemas,
  newCopies,
  publishedSchemas,
} from '../../scripts/reference/published.js';
import { envelopePatterns } from '../../libs/runtime/src/writer/envelope.js';
import { type EventCatalogue } from '@ledger/ledger';
import { slices } from '@ledger/sales';
import { upcastFaults } from './upcasting.js';

const described = describedSchemas();
const published = publishedSchemas();
const schemaOf = (name: string): Schema => described.get(name) ?? {};

describe('what was published', () => {
  it('is kept for each version of each event and for the envelope: npm run generate', () => {
    expect([...published.keys()].sort()).toEqual([...described.keys()].sort());
    expect(published.size).toBeGreaterThan(30);
    expect(newCopies(published, described)).toEqual([]);
  });

  it('stands as it did', () => {
    expect(breaches(published, described)).toEqual([]);
  });

  it('is missed where nothing describes it any more', () => {
    const less = new Map([...described].filter(([name]) => name !== 'DealWon.v1'));
    expect(breaches(published, less)).toEqual([
      'DealWon.v1 was published and is described no more',
    ]);
  });

  it('is kept without its words, which may change', () => {
    const [copy] = newCopies(new Map(), new Map([['DealWon.v1', schemaOf('DealWon.v1')]]));
    expect(copy?.path).toBe('docs/reference/published/DealWon.v1.json');
    expect(copy?.text).toBe(readFileSync('docs/reference/published/DealWon.v1.json', 'utf8'));
    expect(copy?.text).not.toContain('description');
  });
});

type Json = { [name: string]: Json } & { [index: number]: Json };

function changed(schema: Schema, change: (schema: Json) => unknown): Schema {
  const copy = structuredClone(schema) as unknown as Json; // of objects, lists and texts
  change(copy);
  return copy;
}

function at(schema: Json, path: string): Json {
  return path
    .split('/')
    .filter((name) => name !== '')
    .reduce((place, name) => place[name] ?? {}, schema);
}

const set = (path: string, values: object) => (schema: Json) =>
  Object.assign(at(schema, path), values);
const drop = (path: string, name: string) => (schema: Json) => delete at(schema, path)[name];

describe('a change of a shape is told', () => {
  it.each<readonly [string, string, (schema: Json) => unknown, readonly string[]]>([
    ['a field that is gone', 'DealWon.v1', drop('properties', 'channel'), ['data.channel is gone']],
    [
      'a field that is new',
      'DealWon.v1',
      set('properties', { tax: { type: 'number' } }),
      ['data.tax is new'],
    ],
    [
      'a field with another name',
      'DealWon.v1',
      (schema) => {
        set('properties', { wonOn: { type: 'string' } })(schema);
        drop('properties', 'closedOn')(schema);
      },
      ['data.closedOn is gone', 'data.wonOn is new'],
    ],
    [
      'a field that has to be there now',
      'DealWon.v1',
      set('', {
        required: ['amountMinor', 'closedOn', 'currency', 'lines', 'overlay', 'primary', 'channel'],
      }),
      ['data.channel has to be there now'],
    ],
    [
      'a field that need not be there any more',
      'DealWon.v1',
      set('', { required: ['closedOn', 'currency', 'lines', 'overlay', 'primary'] }),
      ['data.amountMinor need not be there any more'],
    ],
    [
      'another type',
      'DealWon.v1',
      set('properties/amountMinor', { type: 'string' }),
      ['data.amountMinor: type was "number" and is "string"'],
    ],
    [
      'a type that is narrower',
      'DealWon.v1',
      set('properties/amountMinor', { type: 'integer' }),
      ['data.amountMinor: type was "number" and is "integer"'],
    ],
    [
      'a bound where there was none',
      'DealWon.v1',
      set('properties/cycleDays', { minimum: 0 }),
      ['data.cycleDays: minimum was not said and is 0'],
    ],
    [
      'a change deep within, in a shape that several share',
      'DealWon.v1',
      drop('definitions/Credit/properties', 'manager'),
      ['data.primary[].manager is gone', 'data.overlay[].manager is gone'],
    ],
    [
      'fields that nobody listed',
      'DealWon.v1',
      set('', { additionalProperties: true }),
      ['data: additionalProperties was false and is true'],
    ],
    [
      'an attribute of the envelope',
      'entry',
      set('properties/actor', { pattern: '^.*$' }),
      [
        String.raw`data.actor: pattern was "^(user|policy|import)\\/[a-z0-9._-]{1,64}$" and is "^.*$"`,
      ],
    ],
    [
      'a value that may stand there no more, and one that may now',
      'entry',
      set('definitions/Assurance', { enum: ['stated', 'passkey'] }),
      ['data.assurance may be key no more', 'data.assurance may be passkey now'],
    ],
  ])('%s', (_, name, change, told) => {
    const was = schemaOf(name);
    const is = changed(was, change);
    expect(differences(shapeAlone(was), is)).toEqual(told);
    expect(breaches(new Map([[name, shapeAlone(was)]]), new Map([[name, is]]))).toEqual(
      told.map((sentence) => `${name}: ${sentence}`),
    );
  });

  const either = (...anyOf: readonly object[]): Schema => ({
    properties: { of: { anyOf } },
    type: 'object',
  }); // a shape like any
  const [text, nothing, list] = [
    { type: 'string' },
    { type: 'null' },
    { type: 'array', items: { type: 'string' } },
  ];

  it.each([
    ['a form that is gone', either(text, nothing), either(text)],
    ['a form that is new', either(text), either(text, nothing)],
  ])('%s', (_, was, is) => {
    expect(differences(was, is)).toEqual([expect.stringContaining('data.of: one of its forms')]);
  });

  it('a form that is another one', () => {
    const numbers = { ...list, items: { type: 'number' } };
    expect(differences(either(text, list), either(text, numbers))).toEqual([
      'data.of[]: type was "string" and is "number"',
    ]);
  });

  it.each<readonly [string, Schema, Schema]>([
    [
      'what it is called and said to mean',
      { description: 'a', 'x-description-zh': '甲', type: 'object' },
      { type: 'object' },
    ],
    ['in which order things are listed', either(text, nothing), either(nothing, text)],
    [
      'whether a shape has a name',
      { properties: { a: { $ref: '#/definitions/A' } }, definitions: { A: { type: 'string' } } },
      { properties: { a: { type: 'string' } } },
    ],
    [
      'whether one value is a list of one',
      { type: 'string', const: 'a' },
      { type: 'string', enum: ['a'] },
    ],
  ])('but not %s', (_, was, is) => {
    expect(differences(was, is)).toEqual([]);
  });

  it('also of fields whose names are those of annotations', () => {
    const was = { type: 'object', properties: { title: { type: 'string' } } };
    expect(shapeAlone(was)).toEqual(was);
    expect(differences(was, { type: 'object', properties: {} })).toEqual(['data.title is gone']);
  });
});

describe('older versions', () => {
  it('are lifted to the shape of the current one', () => {
    const catalogue: EventCatalogue = Object.assign({}, ...slices.map(({ events }) => events));
    expect(Object.keys(catalogue).length).toBeGreaterThan(30);
    expect(upcastFaults(catalogue, published)).toEqual([]);
  });

  it('are made up in every shape that there is', () => {
    const versions = [...published].filter(([name]) => name.endsWith('.v1'));
    const twice = versions.flatMap(([name, schema]) => [
      [name, schema] as const,
      [name.replace('.v1', '.v2'), schema] as const,
    ]);
    const same = { version: 2, upcast: { 1: (data: object) => data } };
    const lifted = Object.fromEntries(versions.map(([name]) => [name.replace('.v1', ''), same]));
    expect(upcastFaults(lifted, new Map(twice))).toEqual([]);
  });

  const planted = new Map<string, Schema>([
    [
      'Seen.v1',
      {
        type: 'object',
        properties: { day: { type: 'string' } },
        required: ['day'],
        additionalProperties: false,
      },
    ],
    [
      'Seen.v2',
      {
        type: 'object',
        properties: {
          day: { type: 'string' },
          by: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        },
        required: ['day', 'by'],
        additionalProperties: false,
      },
    ],
  ]);
  const seen = (upcast?: (data: object) => object): EventCatalogue => ({
    Seen: { version: 2, ...(upcast === undefined ? {} : { upcast: { 1: upcast } }) },
  });

  it.each<readonly [string, EventCatalogue, readonly unknown[]]>([
    ['have a way to it', seen((data) => ({ ...data, by: null })), []],
    ['would be missed without one', seen(), ['Seen.v1 has no upcast to v2']],
    [
      'would be told where it leads to another shape',
      seen((data) => data),
      [expect.stringMatching(/^Seen\.v1 is lifted to what is no v2: .*'by'/)],
    ],
    [
      'would be told where it fails',
      seen(() => {
        throw new Error('no');
      }),
      [expect.stringMatching(/^Seen\.v1 can't be lifted: no/)],
    ],
    [
      'would be missed where the catalogue forgot the newest',
      { Seen: { version: 1 } },
      ['Seen.v2 is published, the catalogue ends at v1'],
    ],
    [
      'would be missed where the catalogue has not the type',
      {},
      ['Seen is published and not in the catalogue'],
    ],
  ])('%s', (_, catalogue, faults) => {
    expect(upcastFaults(catalogue, planted)).toEqual(faults);
  });
});

describe('the envelope', () => {
  it.each(Object.entries(envelopePatterns))(
    'says of %s what the writer demands',
    (name, pattern) => {
      const { properties = {}, definitions = {} } = schemaOf('entry');
      const attribute = properties[name.toLowerCase()];
      if (name === 'ledger') {
        expect(properties['source']?.pattern).toBe(pattern.source.replace('^', '^/ledgers/'));
      } else if (name === 'assurance') {
        for (const value of definitions['Assurance']?.enum ?? []) expect(value).toMatch(pattern);
      } else {
        expect(attribute?.pattern).toBe(pattern.source);
      }
    },
  );
});
