// Keeps a second process out of a data folder. Node has no file locks, so the lock is a file that names its holder by pid
// and start time: a lock whose holder was killed is taken over, also where its pid belongs to another process by now.
import {
  linkSync,
  readFileSync,
  readlinkSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { StartError } from '../start-error.js';
import { dataFolderTexts } from './data-folder.texts.js';

export type Holder = {
  readonly pid: number;
  /** When that process started, as the system counts it; empty where the system does not tell. */
  readonly processStart: string;
  /** Processes of another space (container) can't be seen from here. */
  readonly processSpace: string;
  /** Where it serves HTTP, such as `http://127.0.0.1:7420`; absent while it does not. */
  readonly address?: string;
};

export type Lock = {
  /** Records where the holder serves HTTP, for the command line to find. */
  announce(address: string): void;
  release(): void;
};

/** @throws StartError where a living process holds it */
export function acquireLock(file: string): Lock {
  const mine = identityOf(process.pid);
  claim(file, mine);
  return {
    announce: (address) => replace(file, { ...mine, address }),
    release: () => {
      if (isSame(readHolder(file), mine)) unlinkSync(file);
    },
  };
}

/** Who holds the lock now; undefined where nobody does. */
export function holderOf(file: string): Holder | undefined {
  const holder = readHolder(file);
  return holder !== undefined && mayLive(holder) ? holder : undefined;
}

/**
 * A stale lock is replaced only by the holder of a second lock beside it, who looks again before: of two processes that
 * both saw it stale, one would otherwise remove the other's fresh lock.
 */
function claim(file: string, mine: Holder): void {
  if (linkNew(file, mine)) return;
  const stale = readHolder(file);
  if (stale === undefined) return claim(file, mine);
  if (mayLive(stale)) throw heldBy(stale, file);
  const takeover = `${file}.takeover`;
  claim(takeover, mine);
  try {
    const now = readHolder(file);
    if (now !== undefined && !isSame(now, stale)) throw heldBy(now, file);
    replace(file, mine);
  } finally {
    unlinkSync(takeover);
  }
}

/** A link appears whole or not at all, so nobody reads half a lock. */
function linkNew(file: string, holder: Holder): boolean {
  const draft = writeDraft(file, holder);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

function replace(file: string, holder: Holder): void {
  renameSync(writeDraft(file, holder), file);
}

function writeDraft(file: string, holder: Holder): string {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, `${JSON.stringify(holder)}\n`, { flag: 'wx', mode: 0o600 });
  return draft;
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder; // written by writeDraft only
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new StartError(
      'lock-unreadable',
      dataFolderTexts.lockUnreadable,
      { file },
      { cause: error },
    );
  }
}

/** Cautious: a process that can't be seen or told apart counts as living. */
function mayLive(holder: Holder): boolean {
  const mine = identityOf(process.pid);
  if (holder.processSpace !== mine.processSpace) return true;
  if (holder.pid === mine.pid) return holder.processStart === mine.processStart;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false; // anything else: it is there but not ours
  }
  const start = processStartOf(holder.pid);
  return start === '' || start === holder.processStart;
}

function isSame(one: Holder | undefined, other: Holder): boolean {
  return (
    one?.pid === other.pid &&
    one.processStart === other.processStart &&
    one.processSpace === other.processSpace
  );
}

function identityOf(pid: number): Holder {
  return { pid, processStart: processStartOf(pid), processSpace: processSpace() };
}

/** Linux: boot id and field 22 of /proc/<pid>/stat (proc(5)), counted after the name, which may hold spaces. */
function processStartOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${boot}:${ticks}`;
  } catch {
    return ''; // no /proc on this system, or the process is just gone
  }
}

function processSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return ''; // systems without name spaces have one space
  }
}

function heldBy(holder: Holder, file: string): StartError {
  const { pid, address } = holder;
  if (holder.processSpace !== processSpace()) {
    return new StartError('data-folder-held-elsewhere', dataFolderTexts.heldElsewhere, {
      pid,
      file,
    });
  }
  if (address === undefined)
    return new StartError('data-folder-held', dataFolderTexts.held, { pid, file });
  return new StartError('data-folder-served', dataFolderTexts.served, { pid, file, address });
}

/** The system's name for what went wrong, such as `ENOENT`. */
export function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
