// What software that is not ours makes of the demo's entries: our JSON Schemas, and CloudEvents' own SDK.
import { entryMessage } from '@ledger/event-log/kafka/record.js';
import { Ajv, type ValidateFunction } from 'ajv';
import { type CloudEvent, HTTP, Kafka } from 'cloudevents';
import { readFileSync, readdirSync } from 'node:fs';
import { serve } from '../cli.js';
import { type Wire, inFolder } from './testing.js';

const folder = 'docs/reference/events';

type Event = Wire & { readonly data?: object };

let lines: readonly string[] = [];
const events = (): readonly Event[] => lines.map((line) => JSON.parse(line) as Event);

/** By the type that entries bear, such as `sales.DealWon.v1`. */
function validators(): ReadonlyMap<string, ValidateFunction> {
  const ajv = new Ajv({ keywords: ['x-description-zh'], allowUnionTypes: true });
  return new Map(
    readdirSync(folder).map((file) => {
      const schema = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as { $id: string };
      return [schema.$id, ajv.compile(schema)];
    }),
  );
}

/** A message as it is written to Kafka, in the types in which the SDK takes one. */
function kafkaMessageOf(line: string): Parameters<typeof Kafka.toEvent>[0] {
  const { entry } = JSON.parse(line) as Event;
  const { key, value, headers } = entryMessage(
    { ledger: 'demo', sequence: entry, bytes: Buffer.from(line) },
    0,
  );
  return { key, value: value?.toString(), headers: { ...headers } } as never; // the SDK's type has a body, which Kafka has not
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** The SDK adds the key, which is no attribute of the entry. */
function attributesOf(event: CloudEvent): object {
  const { partitionkey, ...attributes } = event.toJSON();
  expect([undefined, 'demo']).toContain(partitionkey);
  return attributes;
}

function parsed(parse: (line: string) => unknown): readonly CloudEvent[] {
  return lines.map((line) => parse(line) as CloudEvent); // one line is one event, not a batch
}

beforeAll(
  () =>
    inFolder('wire', async (_, options) => {
      const served = await serve(options, '--demo');
      try {
        const answer = await fetch(`${served.url}/v1/ledgers/demo/entries.jsonl`);
        lines = (await answer.text()).trimEnd().split('\n');
      } finally {
        await served.stop();
      }
    }),
  240_000,
);

describe('the schemas of the reference', () => {
  it('hold for every entry of the demo ledger', () => {
    const schemas = validators();
    expect(lines.length).toBeGreaterThan(1_000);
    const wrong = events().filter(({ type, data }) => schemas.get(type)?.(data) !== true);
    expect(wrong).toEqual([]);
  });
});

describe('the AsyncAPI document', () => {
  it('holds for every entry, by the one message of its type', () => {
    const ajv = new Ajv({ strict: false, formats: { 'date-time': instant } });
    const read = (path: string): object => JSON.parse(readFileSync(path, 'utf8')) as object;
    ajv.addSchema(read('docs/reference/entry.json'), 'entry.json');
    for (const file of readdirSync(folder))
      ajv.addSchema(read(`${folder}/${file}`), `events/${file}`);
    const { components } = read('docs/reference/asyncapi.json') as {
      readonly components: { readonly schemas: { readonly [type: string]: object } };
    };
    const payloads = new Map(
      Object.entries(components.schemas).map(([type, schema]) => [type, ajv.compile(schema)]),
    );
    expect(events().filter((event) => payloads.get(event.type)?.(event) !== true)).toEqual([]);
    const [first] = events();
    const fitting = [...payloads].filter(([, fits]) => fits(first)).map(([type]) => type);
    expect(fitting).toEqual([first?.type]);
    expect([...payloads.values()].some((fits) => fits({ ...first, more: 1 }))).toBe(false);
  });
});

describe("CloudEvents' own SDK", () => {
  const asJson = (line: string): unknown =>
    HTTP.toEvent({ headers: { 'content-type': 'application/cloudevents+json' }, body: line });
  const fromKafka = (line: string): unknown => Kafka.toEvent(kafkaMessageOf(line));

  it.each([
    ['as structured JSON', asJson],
    ['as the message that stands in the topic', fromKafka],
  ])('takes every entry %s, strictly, and loses nothing of it', (_, parse) => {
    const taken = parsed(parse);
    expect(taken.filter((event) => !event.validate())).toEqual([]);
    expect(taken.map(attributesOf)).toEqual(events());
  });

  it('takes the ledger from the key of the message', () => {
    expect(new Set(parsed(fromKafka).map((event) => event['partitionkey']))).toEqual(
      new Set(['demo']),
    );
  });

  it.each([
    ['has no type', (line: string) => line.replace('"type":', '"kind":')],
    ['comes from no address', (line: string) => line.replace('/ledgers/demo', '<demo>')],
    ['has an attribute in capitals', (line: string) => line.replace('occurredon', 'occurredOn')],
    ['says another specversion', (line: string) => line.replace('"1.0"', '"9.9"')],
  ])('would refuse one that %s', (_, spoil) => {
    const spoilt = spoil(lines[0] ?? '');
    expect(spoilt).not.toBe(lines[0]);
    for (const parse of [asJson, fromKafka]) {
      expect(() => (parse(spoilt) as CloudEvent).validate() || fail()).toThrow();
    }
  });
});

function fail(): never {
  throw new Error('it does not validate');
}
