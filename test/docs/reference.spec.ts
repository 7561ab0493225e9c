import { type Slice } from '@ledger/ledger';
import { slices } from '@ledger/sales';
import { readFileSync, readdirSync } from 'node:fs';
import 'reflect-metadata';
import { describedEvents } from '../../scripts/reference/event-schemas.js';
import { isSealed } from '../../scripts/reference/events.js';
import { type OpenApi } from '../../scripts/reference/http.js';
import { demandBothLanguages } from '../../scripts/reference/languages.js';
import { table } from '../../scripts/reference/markdown.js';
import { reference } from '../../scripts/reference/reference.js';

const folder = 'docs/reference';
// apps/standalone/src/openapi.spec.ts holds this file against what is served.
const document = JSON.parse(readFileSync(`${folder}/openapi.json`, 'utf8')) as OpenApi;
const pages = reference(document, slices);

describe('the reference', () => {
  it.each(pages.map(({ path }) => path))(
    '%s is committed as it is made: npm run generate',
    (path) => {
      const made = pages.find((page) => page.path === path);
      expect(readFileSync(path, 'utf8')).toBe(made?.text);
    },
  );

  it('has a schema of each version of each event, and of nothing else', () => {
    const expected = slices
      .flatMap(({ events }) => Object.entries(events))
      .flatMap(([type, { version }]) =>
        Array.from({ length: version }, (_, at) => `${type}.v${at + 1}.json`),
      );
    expect(readdirSync(`${folder}/events`).sort()).toEqual(expected.sort());
  });

  it('shows angle brackets and bars as they are', () => {
    expect(table(['a'], [['user/<id>, `<b>` | c']])).toEqual([
      '',
      '| a |',
      '| --- |',
      String.raw`| user/&lt;id>, ${'`<b>`'} \| c |`,
    ]);
  });
});

describe('described events', () => {
  const described = describedEvents(slices);
  const fieldsOf = (type: string) =>
    described.find((event) => event.type === type)?.schema.properties ?? {};

  it('tell which fields are sealed, also where null may stand instead', () => {
    const { name = {}, contacts = {}, segment = {} } = fieldsOf('CustomerChanged');
    expect([name, contacts, segment].map(isSealed)).toEqual([true, true, false]);
  });

  it('take their meaning from the doc comments', () => {
    expect(fieldsOf('LedgerOpened')['timeZone']?.description).toBe(
      'IANA time zone in which business days begin and end.',
    );
  });

  it('are explained in both languages, field by field', () => {
    const inBoth = { description: 'Of money.', 'x-description-zh': '金额的币种。' };
    const field = { properties: { currency: inBoth, value: { description: 'A number.' } } };
    expect(() => demandBothLanguages('DealWon', { definitions: { Credit: field } })).toThrow(
      'DealWon/definitions/Credit/properties/value is described in English only: add @zh',
    );
    expect(() =>
      demandBothLanguages('DealWon', { properties: { currency: inBoth } }),
    ).not.toThrow();
    expect(fieldsOf('LedgerOpened')['timeZone']?.['x-description-zh']).toContain('时区');
  });

  it('are not made of a type that is no event', () => {
    const slice = { name: 'wrong', events: { Source: { version: 1 } } } as unknown as Slice; // the rest is not read
    expect(() => describedEvents([slice])).toThrow('the type Source is no event');
  });

  it('ask for the schemas of versions that entries still have', () => {
    const older = { ...slices[0], events: { LedgerOpened: { version: 3 } } } as Slice; // the first slice exists
    expect(() => reference(document, [older])).toThrow('events/LedgerOpened.v2.json is gone');
  });
});
