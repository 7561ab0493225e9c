// `sales-ledger keys new`: a key, and what lets it in. Opens nothing and keeps nothing.
import { apiKeyLine, hashOfKey, newApiKey } from '@ledger/runtime/installation';
import { Exit, exitCodes } from '../exit.js';
import { type Given } from '../given.js';
import { print, printJson } from '../output.js';

export type KeysNewOptions = { readonly name?: string };

export function newKey({ speak, actor, json }: Given, options: KeysNewOptions): void {
  if (actor === undefined) throw new Exit(exitCodes.unusable, speak('errorNoActor'));
  const key = newApiKey();
  const hash = hashOfKey(key);
  const line = apiKeyLine({ actor, hash, ...options });
  if (json) return printJson({ key, hash: hash.toString('base64url'), actor, line, ...options });
  print(speak('keysKey', { key }));
  print(speak('keysLine', { line }));
  print('');
  print(speak('keysAdvice'));
}
