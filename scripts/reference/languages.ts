// Holds every described field to both languages: a page in Chinese that falls back to English is half a page.
import { type Shape } from './shape.js';

/** @throws Error for the first description without its Chinese twin, which a doc comment's tag `@zh` gives */
export function demandBothLanguages(
  name: string,
  shape: Shape & { readonly definitions?: object },
): void {
  const path = undescribed(shape, '');
  if (path === undefined) return;
  throw new Error(`${name}${path} is described in English only: add @zh to its doc comment`);
}

function undescribed(value: unknown, path: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { description, 'x-description-zh': chinese } = value as Shape;
  if (typeof description === 'string' && typeof chinese !== 'string') return path;
  for (const [key, part] of Object.entries(value)) {
    const found = undescribed(part, `${path}/${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
