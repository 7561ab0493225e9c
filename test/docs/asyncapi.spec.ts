// AsyncAPI's own parser reads the document that is generated, with every schema that it refers to, and finds no fault.
import { Parser } from '@asyncapi/parser';
import { entryContentType } from '@ledger/event-log/kafka/record.js';
import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';

const path = resolve('docs/reference/asyncapi.json');
const text = readFileSync(path, 'utf8');
const parser = new Parser();
const error = 0;

async function parsed(source: string): ReturnType<Parser['parse']> {
  return parser.parse(source, { source: path });
}

async function errorsIn(source: string): Promise<readonly string[]> {
  const { diagnostics } = await parsed(source);
  return diagnostics
    .filter(({ severity }) => Number(severity) === error)
    .map((found) => `${found.path.join('/')}: ${found.message}`);
}

type Json = { [name: string]: Json };

function spoilt(spoil: (document: Json) => void): string {
  const document = JSON.parse(text) as Json; // of objects alone, as far as these mutations go
  spoil(document);
  return JSON.stringify(document);
}

const at = (document: Json, ...names: readonly string[]): Json =>
  names.reduce((place, name) => place[name] ?? {}, document);
const won = 'sales.DealWon.v1';

describe('the AsyncAPI document', () => {
  it('has no fault, and tells both places where entries are read', async () => {
    const { document, diagnostics } = await parsed(text);
    expect(diagnostics.filter(({ severity }) => Number(severity) === error)).toEqual([]);
    const addresses = document?.allChannels().map((channel) => channel.address());
    expect(addresses).toEqual(['sales.entries', '/v1/ledgers/{ledger}/entries/stream']);
  }, 120_000);

  it('has a message of each version of each event, with its schema', async () => {
    const { document } = await parsed(text);
    const types = readdirSync('docs/reference/events').map((file) => `sales.${file.slice(0, -5)}`);
    const messages = document?.allChannels().get('sales.entries')?.messages().all() ?? [];
    const names = messages.map((message) => message.name());
    expect(names.sort()).toEqual([...types, 'writer-opened', 'genesis'].sort());
    const message = messages.find((one) => one.name() === won);
    expect(message?.contentType()).toBe(entryContentType);
    expect(message?.headers()?.required()).toEqual(['content-type', 'ce_entry']);
    const data = message?.payload()?.json() as { allOf: { properties: Json }[] };
    expect(data.allOf[0]?.properties).toHaveProperty('prevhash');
    expect(data.allOf[1]?.properties).toHaveProperty('data.properties.amountMinor');
  }, 120_000);

  it.each<readonly [string, (document: Json) => void]>([
    [
      'refers to a schema that is not there',
      (document) => void delete at(document, 'components', 'schemas')[won],
    ],
    [
      'refers to a file that is not there',
      (document) => {
        Object.assign(at(document, 'components', 'messages', won), {
          payload: { $ref: 'events/None.v1.json' },
        });
      },
    ],
    [
      'has an operation on no channel',
      (document) => void delete at(document, 'channels')['sales.entries'],
    ],
    [
      'has an operation that does neither send nor receive',
      (document) => {
        Object.assign(at(document, 'operations', 'sendEntries'), { action: 'publish' });
      },
    ],
    ['has no title', (document) => void delete at(document, 'info')['title']],
    [
      'has a server of no protocol',
      (document) => void delete at(document, 'servers', 'kafka')['protocol'],
    ],
    [
      'has a payload that is no schema',
      (document) => {
        Object.assign(at(document, 'components', 'schemas', won), { allOf: [{ type: 'objekt' }] });
      },
    ],
    [
      'does not explain a part of an address',
      (document) => {
        Object.assign(at(document, 'channels', 'entries-stream'), { parameters: {} });
      },
    ],
  ])(
    'would be refused where it %s',
    async (_, spoil) => {
      expect(await errorsIn(spoilt(spoil))).not.toEqual([]);
    },
    120_000,
  );
});
