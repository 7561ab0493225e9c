// What every command gets besides its own options.
import { type Language } from '@ledger/ledger';
import { type Speak, type Spoken } from './language.js';

export type Given = {
  readonly language: Language;
  readonly speak: Speak;
  /** What chose the language. */
  readonly spoken: Spoken;
  /** The data folder as typed; absent: the environment's or the default. */
  readonly data?: string;
  /** The settings file as typed; absent: the environment's or none. */
  readonly config?: string;
  readonly url?: string;
  /** As typed; absent: the key tells it, or it is user/local. */
  readonly actor?: string;
  /** For a server that asks for one. */
  readonly apiKey?: string;
  readonly json: boolean;
};
