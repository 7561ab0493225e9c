import 'reflect-metadata';
import { getMetadataStorage } from 'class-validator';
import { isFieldRule } from '@ledger/runtime';
import './standalone.module.js';

// Of another kind: whether a field is looked at, not what is wrong with it.
const conditions = ['conditionalValidation', 'isOptional', 'whitelistValidation'];

/** Class → rules by the names under which their errors come. */
type Stored = ReadonlyMap<unknown, readonly { readonly type: string; readonly name?: string }[]>;

describe('rules of fields', () => {
  it('each have a sentence in both languages', () => {
    const stored = Reflect.get(getMetadataStorage(), 'validationMetadatas') as Stored;
    const rules = [...stored.values()].flat().map(({ type, name }) => name ?? type);
    const said = [...new Set(rules)].filter((rule) => !conditions.includes(rule));
    expect(said.length).toBeGreaterThan(8);
    expect(said.filter((rule) => !isFieldRule(rule))).toEqual([]);
  });
});
