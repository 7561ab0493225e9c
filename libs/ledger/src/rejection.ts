// A refusal: the ledger's rules say no. Thrown by deciders only, answered to the caller, never recorded.
import { type Text, type TextValues } from './text.js';

/**
 * HTTP's word for the kind of refusal: 404 no such thing, 409 state says no, 412 version, 422 data says no; 503 is no
 * decider's, but an edge's that has as much to do as it may.
 */
export type RejectionStatus = 400 | 403 | 404 | 409 | 412 | 422 | 503;

export type RejectionText = Text & { readonly status: RejectionStatus };

export type RejectionTexts = { readonly [rule: string]: RejectionText };

export class Rejection extends Error {
  /**
   * @param rule stable kebab-case code, such as `deal-already-won`
   * @param text the sentence in both languages, with placeholders for `detail`
   * @param detail the offending values
   * @param pointer RFC 6901 JSON Pointer into the command's data, where one value is to blame
   */
  constructor(
    readonly rule: string,
    readonly text: RejectionText,
    readonly detail: TextValues,
    readonly pointer?: string,
  ) {
    super(`${rule} ${JSON.stringify(detail)}`);
    this.name = 'Rejection';
  }
}

/** Makes a slice's own `reject`: only the rules listed in `texts` compile. */
export function rejector<T extends RejectionTexts>(
  texts: T,
): (rule: keyof T & string, detail?: TextValues, pointer?: string) => Rejection {
  return (rule, detail = {}, pointer) => {
    const text: RejectionText | undefined = texts[rule];
    if (text === undefined) throw new Error(`no text for the rejection ${rule}`);
    return new Rejection(rule, text, detail, pointer);
  };
}
