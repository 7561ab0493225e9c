import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from '../start-error.js';
import { dataFolderHolder, openDataFolder } from './data-folder.js';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof StartError) return `${error.code}: ${error.say('en')}`;
    throw error;
  }
  return 'none';
};

describe('data folder', () => {
  let folder: string;
  let children: ChildProcess[];
  const lockFile = (): string => join(folder, 'lock.json');
  const lockOf = (holder: object): void => writeFileSync(lockFile(), JSON.stringify(holder));
  const myLock = (): Record<string, unknown> => {
    const opened = openDataFolder(folder);
    const lock = JSON.parse(readFileSync(lockFile(), 'utf8')) as Record<string, unknown>;
    opened.close();
    return lock;
  };
  const otherProcess = async (): Promise<number> => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    children.push(child);
    await once(child, 'spawn');
    return child.pid ?? 0;
  };

  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'sales-ledger-')), 'data');
    children = [];
  });
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(join(folder, '..'), { recursive: true });
  });

  it('is made where there is none, and opened again after it was closed', () => {
    openDataFolder(folder).close();
    const again = openDataFolder(folder);
    expect(again).toMatchObject({
      log: join(folder, 'log'),
      masterKey: join(folder, 'master.key'),
    });
    again.close();
    expect(readdirSync(folder)).toEqual(['format.json', 'scratch']);
  });

  it('begins without what a crash left in scratch', () => {
    openDataFolder(folder).close();
    writeFileSync(join(folder, 'scratch', 'import.csv'), 'Ada');
    openDataFolder(folder).close();
    expect(readdirSync(join(folder, 'scratch'))).toEqual([]);
  });

  it('is opened once at a time, and the refusal names process and address', () => {
    const opened = openDataFolder(folder);
    expect(codeOf(() => openDataFolder(folder))).toContain(
      `data-folder-held: The data folder is in use by process ${process.pid} `,
    );
    opened.announce('http://127.0.0.1:7420');
    expect(codeOf(() => openDataFolder(folder))).toMatch(
      /^data-folder-served: .*http:\/\/127.0.0.1:7420/,
    );
    expect(dataFolderHolder(folder)?.address).toBe('http://127.0.0.1:7420');
    opened.close();
    expect(dataFolderHolder(folder)).toBeUndefined();
  });

  it('is taken over from a process that was killed', async () => {
    const pid = await otherProcess();
    const [child] = children;
    const ended = once(child ?? process, 'exit');
    child?.kill('SIGKILL');
    await ended;
    lockOf({ ...myLock(), pid });
    expect(dataFolderHolder(folder)).toBeUndefined();
    openDataFolder(folder).close();
    expect(readdirSync(folder)).toEqual(['format.json', 'scratch']);
  });

  it('is taken over where the pid belongs to another process by now', async () => {
    lockOf({ ...myLock(), pid: await otherProcess() });
    openDataFolder(folder).close();
  });

  it('is taken over where an earlier process had our own pid', () => {
    lockOf({ ...myLock(), processStart: 'earlier' });
    openDataFolder(folder).close();
  });

  it('is taken over where a take-over was killed half-way', () => {
    const dead = { ...myLock(), processStart: 'earlier' };
    lockOf(dead);
    writeFileSync(`${lockFile()}.takeover`, JSON.stringify(dead));
    openDataFolder(folder).close();
    expect(readdirSync(folder)).toEqual(['format.json', 'scratch']);
  });

  it('is not taken over while another process takes it over', () => {
    const mine = myLock();
    lockOf({ ...mine, processStart: 'earlier' });
    writeFileSync(`${lockFile()}.takeover`, JSON.stringify(mine));
    expect(codeOf(() => openDataFolder(folder))).toContain('data-folder-held');
  });

  it('is not taken over from a process that cannot be seen', () => {
    lockOf({ ...myLock(), processSpace: 'pid:[1]' });
    expect(codeOf(() => openDataFolder(folder))).toContain('data-folder-held-elsewhere');
  });

  it('is not opened past a lock that cannot be read', () => {
    openDataFolder(folder).close();
    writeFileSync(lockFile(), '{');
    expect(codeOf(() => openDataFolder(folder))).toContain('lock-unreadable');
  });

  it('is refused where a newer version wrote it, and left free', () => {
    openDataFolder(folder).close();
    writeFileSync(join(folder, 'format.json'), '{"format":2}');
    expect(codeOf(() => openDataFolder(folder))).toMatch(/^format-unknown: .*has format 2;/);
    expect(readdirSync(folder)).toEqual(['format.json', 'scratch']);
  });

  it("is never made among somebody's own files", () => {
    expect(codeOf(() => openDataFolder(process.cwd()))).toContain('folder-not-ours');
  });

  it('is refused where a file is in its place', () => {
    writeFileSync(folder, '');
    expect(codeOf(() => openDataFolder(folder))).toContain('folder-unusable');
  });
});
