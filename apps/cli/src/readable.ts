// Whether a file can be read is told before anything is opened for it.
import { access, constants, stat } from 'node:fs/promises';
import { unreadable } from './file-problem.js';
import { type Given } from './given.js';

/** @throws Exit */
export async function readable(given: Given, file: string): Promise<void> {
  try {
    await access(file, constants.R_OK);
    if (!(await stat(file)).isFile()) throw new Error(given.speak('errorNoFile'));
  } catch (error) {
    throw unreadable(given, file, error);
  }
}
