// The folder that holds an installation: where everything lies in it, and that one process at a time opens it.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StartError } from '../start-error.js';
import { dataFolderTexts } from './data-folder.texts.js';
import { type Holder, acquireLock, codeOf, holderOf } from './lock.js';

export type DataFolder = {
  readonly path: string;
  /** The entries: the only thing that can't be computed again. */
  readonly log: string;
  /** The writer's own state: a cache of the log. */
  readonly state: string;
  /** The read models: a cache of the log. */
  readonly read: string;
  /** Keys of ledgers and data subjects, wrapped by the master key. */
  readonly keys: string;
  readonly masterKey: string;
  /** Uploads and copies while they are needed; empty at each start, so that a crash leaves nobody's data behind. */
  readonly scratch: string;
  /** Records where this process serves HTTP. */
  announce(address: string): void;
  close(): void;
};

export const dataFolderFormat = 1;

/**
 * Makes the folder where there is none and holds it until `close`.
 * @throws StartError where another process holds it, its format is unknown, or it can't be written
 */
export function openDataFolder(folder: string): DataFolder {
  const path = resolve(folder);
  makeFolder(path);
  const lock = acquireLock(join(path, 'lock.json'));
  try {
    demandFormat(path);
    rmSync(join(path, 'scratch'), { recursive: true, force: true });
    mkdirSync(join(path, 'scratch'), { mode: 0o700 });
  } catch (error) {
    lock.release();
    throw error;
  }
  return {
    path,
    ...placesIn(path),
    announce: (address) => lock.announce(address),
    close: () => lock.release(),
  };
}

/** Whether no installation was ever begun there: no such folder, or an empty one. */
export function isUnusedFolder(folder: string): boolean {
  try {
    return readdirSync(resolve(folder)).length === 0;
  } catch (error) {
    return codeOf(error) === 'ENOENT';
  }
}

/** The living process that holds the folder; undefined where nobody does or there is no such folder. */
export function dataFolderHolder(folder: string): Holder | undefined {
  return holderOf(join(resolve(folder), 'lock.json'));
}

function placesIn(
  path: string,
): Pick<DataFolder, 'log' | 'state' | 'read' | 'keys' | 'masterKey' | 'scratch'> {
  return {
    log: join(path, 'log'),
    state: join(path, 'state'),
    read: join(path, 'read'),
    keys: join(path, 'keys'),
    masterKey: join(path, 'master.key'),
    scratch: join(path, 'scratch'),
  };
}

/** Only an empty folder becomes a data folder, so that a mistyped path does not scatter files among somebody's own. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const names = readdirSync(path);
    const isOurs =
      names.every((name) => name.startsWith('lock.json')) || names.includes('format.json');
    if (!isOurs) throw new StartError('folder-not-ours', dataFolderTexts.notOurs, { folder: path });
  } catch (error) {
    if (error instanceof StartError) throw error;
    const reason = String(codeOf(error) ?? error);
    throw new StartError(
      'folder-unusable',
      dataFolderTexts.notAFolder,
      { folder: path, reason },
      { cause: error },
    );
  }
}

function demandFormat(path: string): void {
  const file = join(path, 'format.json');
  const format = readFormat(file);
  if (format === undefined) {
    writeFileSync(file, `${JSON.stringify({ format: dataFolderFormat })}\n`, { mode: 0o600 });
  } else if (format !== dataFolderFormat) {
    throw new StartError('format-unknown', dataFolderTexts.formatUnknown, {
      folder: path,
      format: typeof format === 'number' ? format : JSON.stringify(format),
      known: dataFolderFormat,
    });
  }
}

function readFormat(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null && 'format' in content
      ? content.format
      : text;
  } catch {
    return text; // shown as it is: the message names it as an unknown format
  }
}
