// The passphrase of a file of keys, from a file of its own: a command line is seen by everybody on the machine.
import { readFile } from 'node:fs/promises';
import { passphraseLengthMin } from '@ledger/key-store';
import { Exit, exitCodes } from './exit.js';
import { unreadable } from './file-problem.js';
import { type Given } from './given.js';

export async function passphraseIn(given: Given, file: string | undefined): Promise<string> {
  const { speak } = given;
  if (file === undefined) throw new Exit(exitCodes.unusable, speak('errorNoPassphrase'));
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadable(given, file, error);
  });
  const passphrase = text.replace(/[\r\n]+$/, '');
  if (passphrase.length >= passphraseLengthMin) return passphrase;
  const values = { file, min: passphraseLengthMin };
  throw new Exit(exitCodes.unusable, speak('errorPassphraseShort', values));
}
