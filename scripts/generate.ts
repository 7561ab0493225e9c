// Writes docs/reference as the code has it; specs fail while the two differ.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import 'reflect-metadata';
import { slices } from '@ledger/sales';
import {
  demandAsPublished,
  describedSchemas,
  newCopies,
  publishedSchemas,
} from './reference/published.js';
import { reference } from './reference/reference.js';
import { servedOpenApi } from './served-openapi.js';

const document = await servedOpenApi();
const openapi = {
  path: 'docs/reference/openapi.json',
  text: `${JSON.stringify(document, undefined, 2)}\n`,
};
const pages = reference(document, slices);
const schemas = describedSchemas(pages);
demandAsPublished(schemas);
const copies = newCopies(publishedSchemas(), schemas);
for (const { path, text } of [openapi, ...pages, ...copies]) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
