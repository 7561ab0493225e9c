// The master key of an installation: a file that only its owner may read.
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { type Environment } from '@ledger/ledger';
import { KeyStoreError } from './key-store.js';
import { keyBytes } from './wrap.js';

/** @throws KeyStoreError `io` where the file can't be read or written, `wrong-master-key` where it holds no key */
export function readOrCreateMasterKey(file: string, environment: Environment): Buffer {
  return readMasterKey(file) ?? keyIn(file, create(file, environment));
}

/** undefined where there is no such file. @throws as above */
export function readMasterKey(file: string): Buffer | undefined {
  const text = readIfThere(file);
  return text === undefined ? undefined : keyIn(file, text);
}

function keyIn(file: string, text: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64url');
  if (key.length === keyBytes) return key;
  throw new KeyStoreError('wrong-master-key', `${file} holds no key of ${keyBytes} bytes`, false);
}

function readIfThere(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new KeyStoreError('io', `${file} can't be read: ${String(error)}`, false, {
      cause: error,
    });
  }
}

function create(file: string, environment: Environment): string {
  const text = environment.randomBytes(keyBytes).toString('base64url');
  try {
    writeFileSync(file, `${text}\n`, { flag: 'wx', mode: 0o600, flush: true });
    chmodSync(file, 0o600);
    flushFolder(dirname(file));
    return text;
  } catch (error) {
    throw new KeyStoreError('io', `${file} can't be written: ${String(error)}`, false, {
      cause: error,
    });
  }
}

/** A file whose name is not on disk is lost with the power, and with this one every key that it wraps. */
function flushFolder(folder: string): void {
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
