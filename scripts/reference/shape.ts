// What a value looks like, in the part of JSON Schema that both OpenAPI and the events' schemas use, and how a page says it.
import { type Language } from '@ledger/ledger';
import { code, link } from './markdown.js';

export type Shape = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  /** The description's Chinese twin: a doc comment's tag `@zh`. */
  readonly 'x-description-zh'?: string;
  readonly const?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly properties?: { readonly [name: string]: Shape };
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Shape;
  readonly nullable?: boolean;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
};

export type Shapes = { readonly [name: string]: Shape };

export function nameIn(reference: string): string {
  return decodeURIComponent(reference.slice(reference.lastIndexOf('/') + 1));
}

/** Such as `text`, `number or null`, `[Credit](#credit)[]`. */
export function typeText(shape: Shape, language: Language): string {
  if (shape.$ref !== undefined) return link(nameIn(shape.$ref));
  const choices = shape.anyOf ?? shape.oneOf ?? shape.allOf;
  if (choices !== undefined) return either(choices, language);
  if (shape.enum !== undefined) return shape.enum.map((value) => code(String(value))).join(', ');
  if (shape.const !== undefined) return code(shape.const);
  if (shape.items !== undefined) return `${bracketed(typeText(shape.items, language))}[]`;
  const types = [shape.type ?? 'any'].flat();
  const nullable = shape.nullable === true && !types.includes('null') ? ['null'] : [];
  return [...types, ...nullable].map((type) => typeName(type, language)).join(or[language]);
}

export function meaning(shape: Shape, language: Language): string {
  const english = shape.description ?? '';
  return language === 'zh' ? (shape['x-description-zh'] ?? english) : english;
}

/** What a value has to keep besides its type: length, range, form. */
export function limits(shape: Shape): string {
  const { minimum, maximum, minLength, maxLength, maxItems, pattern, format } = shape;
  const range = minimum ?? maximum;
  return [
    ...(range === undefined ? [] : [`${minimum ?? ''} … ${maximum ?? ''}`]),
    ...(maxLength === undefined ? [] : [`${minLength ?? 0} … ${maxLength}`]),
    ...(maxItems === undefined ? [] : [`≤ ${maxItems}`]),
    ...(format === undefined ? [] : [format]),
    ...(pattern === undefined ? [] : [code(pattern)]),
  ].join('; ');
}

const or = { en: ' or ', zh: ' 或 ' } as const;

const typeNames: { readonly [type: string]: { readonly [language in Language]: string } } = {
  string: { en: 'text', zh: '文本' },
  number: { en: 'number', zh: '数字' },
  integer: { en: 'whole number', zh: '整数' },
  boolean: { en: 'true or false', zh: '布尔值' },
  array: { en: 'list', zh: '列表' },
  object: { en: 'object', zh: '对象' },
  null: { en: 'null', zh: 'null' },
  any: { en: 'anything', zh: '任意值' },
};

function typeName(type: string, language: Language): string {
  return typeNames[type]?.[language] ?? type;
}

function either(choices: readonly Shape[], language: Language): string {
  return choices.map((choice) => typeText(choice, language)).join(or[language]);
}

function bracketed(text: string): string {
  return /[ ,]/.test(text) ? `(${text})` : text;
}
