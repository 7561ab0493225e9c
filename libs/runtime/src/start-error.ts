// Why the process can't start. Said once, in the reader's language, and then it ends: nothing is served half.
import { type Language, type Text, type TextValues, say } from '@ledger/ledger';

export class StartError extends Error {
  constructor(
    readonly code: string,
    readonly text: Text,
    readonly values: TextValues = {},
    options?: ErrorOptions,
  ) {
    super(say(text, 'en', values), options);
    this.name = 'StartError';
  }

  say(language: Language): string {
    return say(this.text, language, this.values);
  }

  /** With its code, which stays the same whatever the sentence says. */
  told(language: Language): string {
    return `${this.say(language)} (${this.code})`;
  }
}
