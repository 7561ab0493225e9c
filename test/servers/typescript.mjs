// `node --import ./test/servers/typescript.mjs x.ts` runs TypeScript without a build, which Node 20 can't by itself:
// specs need no build, so what starts their servers needs none either.
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { transformFile } from '@swc/core';

// Node calls the functions below on a thread of their own, which loads this file once more.
if (isMainThread) register(import.meta.url);

/** As tsconfig.json names them. */
const alias = /^@ledger\/([a-z-]+)(?:\/(.+)\.js)?$/;

export function resolve(specifier, context, next) {
  const [, library, file = 'index'] = alias.exec(specifier) ?? [];
  if (library !== undefined) {
    return next(new URL(`../../libs/${library}/src/${file}.ts`, import.meta.url).href, context);
  }
  const ours = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
  return next(ours ? specifier.replace(/\.js$/, '.ts') : aliased(specifier), context);
}

/** The aliases of tsconfig.json. */
function aliased(specifier) {
  const [, library, file = 'index.js'] = /^@ledger\/([a-z-]+)(?:\/(.+))?$/.exec(specifier) ?? [];
  if (library === undefined) return specifier;
  return new URL(`../../libs/${library}/src/${file.replace(/\.js$/, '.ts')}`, import.meta.url).href;
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const { code } = await transformFile(fileURLToPath(url), {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  });
  return { format: 'module', source: code, shortCircuit: true };
}
