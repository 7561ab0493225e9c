// A mapping says how a file's columns become our fields. Presets are mappings that ship; a user's file overrides them.
import { ImportProblem } from './import-problem.js';

export type ListKind = 'organization' | 'products' | 'customers' | 'pipeline';

export type DateOrder = 'iso' | 'mdy' | 'dmy';

export type Mapping = {
  readonly kind: ListKind;
  /** Our field → names that its column may have, compared without case; the first that the file has wins. */
  readonly columns: { readonly [field: string]: readonly string[] };
  /** Fields without which a file is not of this kind. */
  readonly required: readonly string[];
  readonly dates: DateOrder;
  /** Stages, compared without case, that mean won or lost; every other stage is open. */
  readonly won: readonly string[];
  readonly lost: readonly string[];
  /** Product name → other names under which files call it. */
  readonly aliases: { readonly [product: string]: readonly string[] };
  /** ISO 4217; absent: the ledger's. */
  readonly currency?: string;
};

/** What a user's mapping file may hold: any part of a mapping. */
export type MappingOverrides = Partial<Omit<Mapping, 'kind' | 'required'>>;

const listOfWords = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '');

const wordLists = (value: unknown): value is { readonly [name: string]: readonly string[] } =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every(listOfWords);

const checks: { readonly [name in keyof MappingOverrides]-?: (value: unknown) => boolean } = {
  columns: wordLists,
  dates: (value) => value === 'iso' || value === 'mdy' || value === 'dmy',
  won: listOfWords,
  lost: listOfWords,
  aliases: wordLists,
  currency: (value) => typeof value === 'string' && /^[A-Z]{3}$/.test(value),
};

/**
 * Lays a user's overrides over a preset.
 * @throws ImportProblem `mapping-invalid` that names the field at fault
 */
export function mappingWith(preset: Mapping, overrides: unknown): Mapping {
  if (overrides === undefined) return preset;
  if (typeof overrides !== 'object' || overrides === null || Array.isArray(overrides)) {
    throw new ImportProblem('mapping-invalid', { field: '(file)' });
  }
  for (const [name, value] of Object.entries(overrides)) {
    const check = Object.hasOwn(checks, name) ? checks[name as keyof MappingOverrides] : undefined;
    if (check === undefined || !check(value)) {
      throw new ImportProblem('mapping-invalid', { field: name });
    }
  }
  const checked = overrides as MappingOverrides; // every field was checked above
  return {
    ...preset,
    ...checked,
    won: (checked.won ?? preset.won).map((stage) => stage.toLowerCase()),
    lost: (checked.lost ?? preset.lost).map((stage) => stage.toLowerCase()),
    columns: { ...preset.columns, ...checked.columns },
    aliases: { ...preset.aliases, ...checked.aliases },
  };
}
