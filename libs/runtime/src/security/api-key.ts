// API keys as the configuration knows them: whom a key speaks for, and its hash. The key itself is nowhere but with its
// holder; whoever reads the configuration or a backup of it can't use it.
import { hash, randomBytes } from 'node:crypto';

export type ApiKey = {
  /** Who acts with it, such as `user/u-7`. */
  readonly actor: string;
  /** SHA-256 of the key's text. */
  readonly hash: Buffer;
  /** Tells an actor's keys apart where a person reads them. */
  readonly name?: string;
};

/** Begins every key made here, so that scanners of repositories and logs find one that was left there. */
export const apiKeyPrefix = 'slk_';
/** 256 bits: nobody guesses one, so neither a slow hash nor a limit of attempts is needed. */
const randomBytesOfKey = 32;

const linePattern =
  /^(?<actor>user\/[a-z0-9-]{1,64}):(?<hash>[0-9a-fA-F]{64}|[A-Za-z0-9_-]{43}=?)(?::(?<name>[A-Za-z0-9._-]{1,64}))?$/;

export function newApiKey(): string {
  return apiKeyPrefix + randomBytes(randomBytesOfKey).toString('base64url');
}

export function hashOfKey(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}

/** `user/u-7:<hash>`, or `user/u-7:<hash>:<name>`. */
export function apiKeyLine({ actor, hash: digest, name }: ApiKey): string {
  const line = `${actor}:${digest.toString('base64url')}`;
  return name === undefined ? line : `${line}:${name}`;
}

/** @returns undefined where it is none */
export function apiKeyIn(line: string): ApiKey | undefined {
  const { actor, hash: digest, name } = linePattern.exec(line)?.groups ?? {};
  if (actor === undefined || digest === undefined) return undefined;
  const bytes = Buffer.from(digest, digest.length === 64 ? 'hex' : 'base64url');
  return { actor, hash: bytes, ...(name === undefined ? {} : { name }) };
}

/** What stands between commas or on lines of its own; lines that begin with # are remarks. */
export function keyLinesIn(text: string): readonly string[] {
  return text
    .split(/[,\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
