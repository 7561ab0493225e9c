// Which of the rules that a field breaks a person is told, and in which words: over HTTP and by an import alike.
import { type FieldRule, isFieldRule } from './field.texts.js';
import { freeTextFault, plainTextFault } from './plain-text.js';
import { type TextValues } from './text.js';

export type BrokenField = {
  readonly value: unknown;
  /** Names of validation rules, in the order in which they were found broken. */
  readonly rules: readonly string[];
  /** Of a rule, as they stand in the field's class: `MaxLength(64)` → `[64]`. */
  argumentsOf(rule: string): readonly unknown[];
};

export type BrokenRule = { readonly rule: FieldRule; readonly values: TextValues };

const textFaults: {
  readonly [rule: string]: typeof plainTextFault | undefined;
} = { isPlainText: plainTextFault, isFreeText: freeTextFault };

/** One rule for each field: a text that is missing is not also too short and of the wrong form. */
export function brokenRule({ value, rules, argumentsOf }: BrokenField): BrokenRule {
  if (value === undefined && !rules.includes('whitelistValidation'))
    return { rule: 'missing', values: {} };
  const ofKind = rules.find((name) => name.startsWith('is') && !Object.hasOwn(textFaults, name));
  const rule = ofKind ?? rules[0] ?? '';
  const fault = textFaults[rule];
  if (fault !== undefined) return brokenText(value, fault);
  if (!isFieldRule(rule)) return { rule: 'invalid', values: {} };
  const given = argumentsOf(rule).map((argument, index) => [String(index), shown(argument)]);
  return { rule, values: Object.fromEntries(given) as TextValues }; // texts by their place
}

/** Of a list: the first of its elements that has a fault. */
function brokenText(value: unknown, faultOf: typeof plainTextFault): BrokenRule {
  for (const text of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
    if (typeof text !== 'string') return { rule: 'isString', values: {} };
    const found = faultOf(text);
    if (found !== undefined) return { rule: found.fault, values: { 0: found.at ?? '' } };
  }
  return { rule: 'invalid', values: {} };
}

function shown(argument: unknown): string {
  return Array.isArray(argument) ? argument.join(', ') : String(argument);
}
