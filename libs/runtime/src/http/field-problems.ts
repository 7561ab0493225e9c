// Turns class-validator's tree of errors into a flat list with JSON Pointers, worst rule first per field.
import { type ArgumentMetadata, type PipeTransform, ValidationPipe } from '@nestjs/common';
import { type ValidationError, getMetadataStorage } from 'class-validator';
import { brokenRule } from '@ledger/ledger';
import { EdgeProblem, type FieldProblem } from './edge-problem.js';

const fieldProblemsMax = 100;

/**
 * Bodies and queries have exactly the fields that their class declares. Ids from paths pass: `demandIds` saw them before
 * the body was read, and to check them again would cost a third of what checking a body does.
 */
export function strictValidation(): PipeTransform {
  const pipe = new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    validationError: { target: true, value: true },
    exceptionFactory: (errors) => {
      const fields = fieldProblems(errors);
      return new EdgeProblem('fields-invalid', { count: fields.length }, fields);
    },
  });
  return {
    transform: (value: unknown, metadata: ArgumentMetadata): unknown =>
      metadata.type === 'param' ? value : pipe.transform(value, metadata),
  };
}

function fieldProblems(errors: readonly ValidationError[]): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  collect(errors, '', problems);
  return problems;
}

function collect(
  errors: readonly ValidationError[],
  parent: string,
  problems: FieldProblem[],
): void {
  for (const error of errors) {
    if (problems.length >= fieldProblemsMax) return;
    const pointer = `${parent}/${escaped(error.property)}`;
    const rules = Object.keys(error.constraints ?? {});
    if (rules.length > 0) problems.push(problemOf(error, pointer, rules));
    collect(error.children ?? [], pointer, problems);
  }
}

function problemOf(
  error: ValidationError,
  pointer: string,
  rules: readonly string[],
): FieldProblem {
  const argumentsOf = (rule: string): readonly unknown[] => givenTo(error, rule);
  return { pointer, ...brokenRule({ value: error.value, rules, argumentsOf }) };
}

function givenTo({ target, property }: ValidationError, rule: string): readonly unknown[] {
  if (target === undefined) return [];
  const metadata = getMetadataStorage()
    .getTargetValidationMetadatas(target.constructor, '', true, false)
    .find(({ propertyName, name }) => propertyName === property && name === rule);
  return metadata?.constraints ?? [];
}

/** RFC 6901 §3. */
function escaped(property: string): string {
  return property.replaceAll('~', '~0').replaceAll('/', '~1').slice(0, 64);
}
