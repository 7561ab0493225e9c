// Why a ledger is not moved in, or not yet: a stable code, and a sentence that says what to do.
import { type Language, type TextValues, say } from '@ledger/ledger';
import { moveTexts } from './move.texts.js';

export type MoveCode = keyof typeof moveTexts;

export class MoveRefusal extends Error {
  constructor(
    readonly code: MoveCode,
    readonly values: TextValues = {},
    options?: ErrorOptions,
  ) {
    super(say(moveTexts[code], 'en', values), options);
    this.name = 'MoveRefusal';
  }

  say(language: Language): string {
    return say(moveTexts[this.code], language, this.values);
  }
}
