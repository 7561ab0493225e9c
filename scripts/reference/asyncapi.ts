// The AsyncAPI 3 document: where entries can be read as they come, and what they look like there. Made of the events' schemas,
// to which it refers, and of what the code writes to Kafka and to event streams.
import { partitionHash } from '@ledger/event-log/kafka/partition.js';
import { entryContentType } from '@ledger/event-log/kafka/record.js';
import { entriesTopicName } from '@ledger/event-log/kafka/settings.js';
import { sequenceMax } from '@ledger/ledger';
import { asyncApiTexts } from './asyncapi.texts.js';
import { type DescribedEvent } from './event-schemas.js';
import { type Page } from './markdown.js';

type Named = { readonly [name: string]: unknown };

const ledgerPattern = '^[a-z0-9][a-z0-9-]{0,62}$';
const kafkaBinding = '0.5.0';
const httpBinding = '0.3.0';

export function asyncApiFile(
  events: readonly DescribedEvent[],
  { version }: { readonly version: string },
): Page {
  const types = events.flatMap(versionsOf);
  const document = {
    asyncapi: '3.0.0',
    id: 'urn:sales-ledger',
    info: {
      title: 'Sales Ledger',
      version,
      ...described('about'),
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      tags: [...new Set(events.map(({ slice }) => slice))].map((name) => ({ name })),
    },
    defaultContentType: entryContentType,
    servers: serversOf(),
    channels: channelsOf(types),
    operations: operations(),
    components: {
      schemas: Object.fromEntries(types.map(({ type, name }) => [type, entryOf(type, name)])),
      messages: messagesOf(types),
    },
  };
  return {
    path: 'docs/reference/asyncapi.json',
    text: `${JSON.stringify(document, undefined, 2)}\n`,
  };
}

/** `type` as entries bear it; `name` as the schema's file does. */
type EventVersion = { readonly type: string; readonly name: string; readonly slice: string };

/** The current version and every one before it: entries of them still stand. */
function versionsOf({ type, version, slice }: DescribedEvent): readonly EventVersion[] {
  return Array.from({ length: version }, (_, at) => {
    const name = `${type}.v${at + 1}`;
    return { type: `sales.${name}`, name, slice };
  });
}

function described(text: keyof typeof asyncApiTexts): Named {
  const { en, zh } = asyncApiTexts[text];
  return { description: en, 'x-description-zh': zh };
}

const to = (...path: readonly string[]): Named => ({ $ref: `#/${path.join('/')}` });

function serversOf(): Named {
  return {
    kafka: {
      host: '{broker}',
      protocol: 'kafka',
      ...described('kafka'),
      variables: { broker: { default: '127.0.0.1:9092', description: asyncApiTexts.broker.en } },
    },
    http: {
      host: '{server}',
      protocol: 'http',
      ...described('http'),
      variables: { server: { default: '127.0.0.1:7420', description: asyncApiTexts.server.en } },
    },
  };
}

function channelsOf(types: readonly EventVersion[]): Named {
  const names = [...types.map(({ type }) => type), 'writer-opened', 'genesis'];
  return {
    [entriesTopicName]: {
      address: entriesTopicName,
      title: 'Entries',
      ...described('entries'),
      servers: [to('servers', 'kafka')],
      messages: Object.fromEntries(names.map((name) => [name, to('components', 'messages', name)])),
      bindings: { kafka: { topic: entriesTopicName, bindingVersion: kafkaBinding } },
    },
    'entries-stream': {
      address: '/v1/ledgers/{ledger}/entries/stream',
      title: 'Entries as server-sent events',
      ...described('stream'),
      servers: [to('servers', 'http')],
      parameters: { ledger: { description: asyncApiTexts.ledger.en, examples: ['acme'] } },
      messages: { entry: to('components', 'messages', 'entry-event') },
    },
  };
}

function operations(): Named {
  const channel = (name: string): Named => ({ action: 'send', channel: to('channels', name) });
  const method = { method: 'GET', bindingVersion: httpBinding };
  return {
    publishEntries: { ...channel(entriesTopicName), ...described('publish') },
    sendEntries: { ...channel('entries-stream'), ...described('send'), bindings: { http: method } },
  };
}

/** The envelope, and which data this type has. */
function entryOf(type: string, name: string): Named {
  const own = { type: { type: 'string', const: type }, data: { $ref: `events/${name}.json` } };
  return { allOf: [{ $ref: 'entry.json' }, { type: 'object', properties: own }] };
}

function messagesOf(types: readonly EventVersion[]): Named {
  return {
    ...Object.fromEntries(types.map((event) => [event.type, entryMessage(event)])),
    'writer-opened': ownMessage('writer-opened', { nonce: { type: 'string' } }, 'writerOpened'),
    genesis: ownMessage(
      'genesis',
      {
        partitions: { type: 'integer', minimum: 1 },
        hash: { type: 'string', const: partitionHash },
        id: { type: 'string' },
      },
      'genesis',
    ),
    'entry-event': entryEvent(types),
  };
}

function entryMessage({ type, name, slice }: EventVersion): Named {
  const headers = {
    'content-type': { type: 'string', const: entryContentType },
    ce_entry: { type: 'string', pattern: String.raw`^[1-9]\d{0,9}$` },
  };
  return {
    name: type,
    title: name,
    tags: [{ name: slice }],
    contentType: entryContentType,
    headers: objectOf(headers),
    payload: to('components', 'schemas', type),
    bindings: keyed({ type: 'string', pattern: ledgerPattern }),
  };
}

/** What stands in the topic beside entries. */
function ownMessage(record: string, payload: Named, text: keyof typeof asyncApiTexts): Named {
  return {
    name: record,
    title: record,
    ...described(text),
    contentType: 'application/json',
    headers: objectOf({ record: { type: 'string', const: record } }),
    payload: objectOf(payload),
    bindings: keyed({ type: 'null' }),
  };
}

function entryEvent(types: readonly EventVersion[]): Named {
  const fields = {
    id: { type: 'integer', minimum: 1, maximum: sequenceMax },
    event: { type: 'string', const: 'entry' },
  };
  return {
    name: 'entry',
    title: 'Entry as a server-sent event',
    ...described('event'),
    contentType: entryContentType,
    headers: objectOf(fields),
    payload: { oneOf: types.map(({ type }) => to('components', 'schemas', type)) },
  };
}

const objectOf = (properties: Named): Named => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});

const keyed = (key: Named): Named => ({ kafka: { key, bindingVersion: kafkaBinding } });
