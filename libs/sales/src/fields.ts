// Field decorators of all request bodies: validation and documentation in one, so that they can't disagree.
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@ledger/openapi';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
  registerDecorator,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { type FieldRule, type TextFault, freeTextFault, plainTextFault } from '@ledger/ledger';

export type FieldOptions = {
  readonly optional?: true;
  /** `null` takes the value away. */
  readonly nullable?: true;
  readonly example?: string | number | boolean;
  readonly description?: string;
};

/** Ids are opaque: letters, digits, dot, dash, underscore. */
export const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
export const ledgerIdPattern = /^[a-z0-9][a-z0-9-]{0,62}$/;

export function Id(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: String, pattern: idPattern.source }, [
    isFormedAs('isId', idPattern),
  ]);
}

/** The id of a ledger, which also names it in addresses: fewer signs than other ids may have. */
export function LedgerId(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: String, pattern: ledgerIdPattern.source }, [
    isFormedAs('isLedgerId', ledgerIdPattern),
  ]);
}

/** ISO date that exists, in years 1900–2199. */
export function BusinessDate(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: String, format: 'date' }, [isRealDate()]);
}

/** Text without control, bidirectional-override or zero-width characters, trimmed, at most `lengthMax` characters. */
export function Words(lengthMax: number, options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: String, minLength: 1, maxLength: lengthMax }, [
    IsString(),
    MinLength(1),
    MaxLength(lengthMax),
    hasText('isPlainText', plainTextFault),
  ]);
}

/** What a person writes freely, a comment or a reason: as `Words`, with line breaks and what emoji and scripts need. */
export function FreeText(lengthMax: number, options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: String, minLength: 1, maxLength: lengthMax }, [
    IsString(),
    MinLength(1),
    MaxLength(lengthMax),
    hasText('isFreeText', freeTextFault),
  ]);
}

/** Decimal string with at most `15` digits before and `4` after the point; sign and currency are the decider's business. */
export function Amount(options: FieldOptions = {}): PropertyDecorator {
  const pattern = /^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,4})?$/;
  return field(options, { type: String, pattern: pattern.source, example: '1054.00' }, [
    isFormedAs('isAmount', pattern),
  ]);
}

/** Text of a form that has no field of its own here, by the rule whose sentence says how it looks. */
export function Formed(
  form: FieldForm,
  pattern: RegExp,
  options: FieldOptions = {},
): PropertyDecorator {
  return field(options, { type: String, pattern: pattern.source }, [isFormedAs(form, pattern)]);
}

/** A list of at most `countMax` texts as `Words` takes them. */
export function WordsList(
  countMax: number,
  lengthMax: number,
  options: FieldOptions = {},
): PropertyDecorator {
  const items = { type: 'string', minLength: 1, maxLength: lengthMax };
  return field(options, { type: 'array', items, maxItems: countMax }, [
    IsArray(),
    ArrayMaxSize(countMax),
    MinLength(1, { each: true }),
    MaxLength(lengthMax, { each: true }),
    hasText('isPlainText', plainTextFault),
  ]);
}

/** An object of fields of its own. Swagger asks a function for its class only where the function is named `type`. */
export function Nested(
  type: () => new () => object,
  options: FieldOptions = {},
): PropertyDecorator {
  return field(options, { type: () => type() }, [IsObject(), ValidateNested(), Type(type)]);
}

/** A list of at most `countMax` such objects. */
export function NestedList(
  type: () => new () => object,
  countMax: number,
  options: FieldOptions = {},
): PropertyDecorator {
  return field(options, { type: () => type(), isArray: true, maxItems: countMax }, [
    IsArray(),
    ArrayMaxSize(countMax),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(type),
  ]);
}

export function Whole(min: number, max: number, options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'integer', minimum: min, maximum: max }, [
    IsInt(),
    Min(min),
    Max(max),
  ]);
}

export function OneOf(values: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  return field(options, { enum: [...values] }, [IsIn(values)]);
}

export function Flag(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: Boolean }, [IsBoolean()]);
}

function field(
  options: FieldOptions,
  schema: ApiPropertyOptions,
  validators: readonly PropertyDecorator[],
): PropertyDecorator {
  const documented = {
    ...schema,
    ...(options.nullable === true ? { nullable: true } : {}),
    ...(options.example === undefined ? {} : { example: options.example }),
    ...(options.description === undefined ? {} : { description: options.description }),
  };
  const { optional = false, nullable = false } = options;
  const describe = optional ? ApiPropertyOptional : ApiProperty;
  if (!optional && !nullable) return applyDecorators(describe(documented), ...validators);
  // An absent field is not checked; null is, unless it means "take the value away".
  const isChecked = ValidateIf(
    (_, value) => !(optional && value === undefined) && !(nullable && value === null),
  );
  return applyDecorators(describe(documented), isChecked, ...validators);
}

/** Rules of forms that have a sentence. */
export type FieldForm = FieldRule & `is${string}`;

/** A form has a name, and so a sentence instead of its pattern where it is not met. Of a list: each of its elements. */
export function isFormedAs(name: FieldForm, pattern: RegExp): PropertyDecorator {
  const isFormed = (value: unknown): boolean => typeof value === 'string' && pattern.test(value);
  return rule(name, `$property must match ${pattern.source}`, (value) =>
    Array.isArray(value) ? value.every(isFormed) : isFormed(value),
  );
}

function isRealDate(): PropertyDecorator {
  return rule('isRealDate', '$property must be a date that exists, as YYYY-MM-DD', (value) => {
    if (typeof value !== 'string' || !/^(19|20|21)\d\d-\d\d-\d\d$/.test(value)) return false;
    const date = new Date(`${value}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
  });
}

/** Of a list: each of its elements. */
function hasText(
  name: 'isPlainText' | 'isFreeText',
  faultOf: (text: string) => TextFault | undefined,
): PropertyDecorator {
  const isFaultless = (value: unknown): boolean =>
    typeof value === 'string' && faultOf(value) === undefined;
  return rule(name, '$property must be text without invisible characters', (value) =>
    Array.isArray(value) ? value.every(isFaultless) : isFaultless(value),
  );
}

function rule(
  name: string,
  message: string,
  validate: (value: unknown) => boolean,
): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(property),
      options: { message },
      validator: { validate },
    });
  };
}
