import 'reflect-metadata';
import { getMetadataStorage } from 'class-validator';
import { ImportProblem } from '@ledger/connectors';
import { brokenRule, fieldTexts, isFieldRule, say } from '@ledger/ledger';
import './standalone.module.js';

// Of another kind: whether a field is looked at, not what is wrong with it.
const conditions = ['conditionalValidation', 'isOptional', 'whitelistValidation'];

type Rule = { readonly type: string; readonly name?: string; readonly constraints?: unknown[] };
/** Class → rules by the names under which their errors come. */
type Stored = ReadonlyMap<unknown, readonly Rule[]>;

const stored = Reflect.get(getMetadataStorage(), 'validationMetadatas') as Stored;
const said = [...stored.values()]
  .flat()
  .map(({ type, name, constraints = [] }) => ({ rule: name ?? type, given: constraints }))
  .filter(({ rule }) => !conditions.includes(rule));
const names = [...new Set(said.map(({ rule }) => rule))];

/** What breaks a text rule differs by what stands in the text. */
const values = [' x', 'a\u200bb', 'a\ud800', 'sealed:x', 5, undefined];

describe('rules of fields', () => {
  it('each have a sentence in both languages', () => {
    expect(names.length).toBeGreaterThan(15);
    const ofText = ['isPlainText', 'isFreeText'];
    expect(names.filter((name) => !isFieldRule(name) && !ofText.includes(name))).toEqual([]);
  });

  it.each(said)('a person is told no name of $rule, no pattern and no gap', ({ rule, given }) => {
    for (const value of values) {
      const broken = brokenRule({ value, rules: [rule], argumentsOf: () => given });
      expect(broken.rule).not.toBe('invalid');
      const detail = { ...broken.values, field: 'column', value: '"x"' };
      const row = new ImportProblem('row-field-refused', detail, fieldTexts[broken.rule]);
      for (const language of ['en', 'zh'] as const) {
        const sentence = say(row.text, language, row.detail);
        expect(names.filter((name) => new RegExp(`\\b${name}\\b`).test(sentence))).toEqual([]);
        expect(sentence).not.toMatch(/[\^{}]|\\d|\[object|undefined/);
      }
    }
  });
});
