// An uploaded file while it is read. It holds names that are sealed everywhere else, so it has no name on disk from the
// moment it is open: whatever becomes of the process, nobody finds it, and no backup takes it along.
import { type FileHandle, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type Rereadable } from './csv-file.js';

export type Upload = Rereadable & {
  /** Gives its space back. */
  discard(): Promise<void>;
};

const chunkBytes = 64 * 1024;

export async function takeUpload(body: Readable, scratchFolder: string): Promise<Upload> {
  const folder = await mkdtemp(join(scratchFolder, 'import-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const file = await open(join(folder, 'import.csv'), 'wx+', 0o600);
  const discard = async (): Promise<void> => {
    await file.close();
    await remove();
  };
  try {
    await remove().catch(() => undefined); // a system may keep what is open: then it goes on discard, or at the next start
    await writeFile(file, body);
    return { stream: () => Readable.from(chunksOf(file), { objectMode: false }), discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

/** Read by place, so that one reader does not move another. */
async function* chunksOf(file: FileHandle): AsyncIterable<Buffer> {
  for (let place = 0; ;) {
    const { bytesRead, buffer } = await file.read(
      Buffer.allocUnsafe(chunkBytes),
      0,
      chunkBytes,
      place,
    );
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    place += bytesRead;
  }
}
