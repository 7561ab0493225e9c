// What every command gets besides its own options.
import { type Language } from '@ledger/ledger';
import { type Speak } from './language.js';

export type Given = {
  readonly language: Language;
  readonly speak: Speak;
  /** The data folder as typed; absent: the environment's or the default. */
  readonly data?: string;
  readonly url?: string;
  readonly actor: string;
  readonly json: boolean;
};
