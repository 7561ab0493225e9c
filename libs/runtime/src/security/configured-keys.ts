// The API keys that the configuration lets in, and what must not be configured without any.
import { readFileSync } from 'node:fs';
import { isLoopback } from '../config/config.js';
import { type Config } from '../config/settings.js';
import { StartError } from '../start-error.js';
import { type ApiKey, apiKeyIn, apiKeyLine, keyLinesIn } from './api-key.js';
import { securityTexts } from './security.texts.js';

export type Guarding = Pick<Config, 'host' | 'allowedHosts' | 'apiKeys' | 'apiKeysFile'>;

/**
 * Of the setting and of the file together; none is enough where only this machine may connect.
 * @throws StartError
 */
export function configuredKeys(config: Guarding): readonly ApiKey[] {
  const { host, allowedHosts, apiKeys, apiKeysFile: file } = config;
  const keys = [...apiKeys.flatMap((line) => apiKeyIn(line) ?? []), ...keysInFile(file)];
  demandOnce(keys);
  if (keys.length === 0 && !isLoopback(host)) {
    throw new StartError('host-not-loopback', securityTexts.hostNotLoopback, { host });
  }
  if (keys.length === 0 && allowedHosts.length > 0) {
    const hosts = allowedHosts.join(', ');
    throw new StartError('hosts-without-keys', securityTexts.hostsWithoutKeys, { hosts });
  }
  return keys;
}

function keysInFile(file: string): readonly ApiKey[] {
  if (file === '') return [];
  return keyLinesIn(textOf(file)).map((line, index) => {
    const key = apiKeyIn(line);
    // The line itself is not told: it may be a key.
    if (key !== undefined) return key;
    const values = { file, place: index + 1 };
    throw new StartError('api-key-malformed', securityTexts.malformed, values);
  });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const values = { file, reason };
    throw new StartError('api-keys-unreadable', securityTexts.unreadable, values, { cause: error });
  }
}

/** One key for two people would make whose entry it is a matter of order. */
function demandOnce(keys: readonly ApiKey[]): void {
  const seen = new Map<string, ApiKey>();
  for (const key of keys) {
    const digest = key.hash.toString('base64url');
    const other = seen.get(digest);
    seen.set(digest, key);
    if (other === undefined || apiKeyLine(other) === apiKeyLine(key)) continue;
    const values = { first: other.name ?? other.actor, second: key.name ?? key.actor };
    throw new StartError('api-key-twice', securityTexts.twice, values);
  }
}
