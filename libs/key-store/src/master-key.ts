// The master key of an installation: a file that only its owner may read.
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
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

/** Of several processes that find none at the same time one makes it, and all of them go on with that one. */
function create(file: string, environment: Environment): string {
  const text = environment.randomBytes(keyBytes).toString('base64url');
  const draft = `${file}.${randomBytes(8).toString('hex')}.part`; // the same environment may draw the same twice
  try {
    write(draft, text);
    publish(draft, file, text);
    flushFolder(dirname(file));
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new KeyStoreError('io', `${file} can't be written: ${String(error)}`, false, {
      cause: error,
    });
  } finally {
    rmSync(draft, { force: true });
  }
}

function write(file: string, text: string): void {
  writeFileSync(file, `${text}\n`, { flag: 'wx', mode: 0o600, flush: true });
  chmodSync(file, 0o600);
}

/** Under its name it is whole from the first moment on, and never replaces another one. */
function publish(draft: string, file: string, text: string): void {
  try {
    linkSync(draft, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    write(file, text); // a file system without links; where it is something else, this says so
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
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
