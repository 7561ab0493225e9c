// The whole reference: what `npm run generate` writes and what a spec compares with what is committed.
import { problems } from '../../apps/standalone/src/standalone.module.js';
import { type Slice } from '@ledger/ledger';
import { asyncApiFile } from './asyncapi.js';
import { cliPages } from './cli.js';
import { configurationPages } from './configuration.js';
import { describedEntry, describedEvents } from './event-schemas.js';
import { eventFiles } from './events.js';
import { type OpenApi, httpPages } from './http.js';
import { type Page } from './markdown.js';
import { metricsPages } from './metrics.js';

export function reference(document: OpenApi, slices: readonly Slice[]): readonly Page[] {
  const [events, entry] = [describedEvents(slices), describedEntry()];
  return [
    ...eventFiles(events, entry),
    asyncApiFile(events, document.info),
    ...configurationPages(),
    ...metricsPages(),
    ...cliPages(),
    ...httpPages(document, problems),
  ];
}
