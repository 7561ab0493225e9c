// Notices a file that was given the wrong preset: a list of deals is a list of products, too, as far as required columns go.
import { columnsOf } from './csv-file.js';
import { ImportProblem } from './import-problem.js';
import { type PresetName, presetNames, presets } from './presets.js';

/** Fewer columns than this may be names that both kinds happen to use. */
const moreFieldsMin = 3;

/**
 * @param header of a file whose columns no mapping names
 * @throws ImportProblem `csv-other-preset` where another kind's preset knows at least twice as many of the columns
 */
export function demandFitting(header: readonly string[], preset: PresetName): void {
  const found = fieldsOf(header, preset);
  const others = presetNames
    .filter((name) => presets[name].kind !== presets[preset].kind)
    .map((name) => ({ name, found: fieldsOf(header, name), isWhole: isWhole(header, name) }))
    .filter((other) => other.isWhole)
    .sort((one, other) => other.found - one.found);
  const [best] = others;
  if (best === undefined || best.found < Math.max(2 * found, found + moreFieldsMin)) return;
  throw new ImportProblem('csv-other-preset', { preset, better: best.name });
}

function fieldsOf(header: readonly string[], preset: PresetName): number {
  return columnsOf(header, presets[preset]).size;
}

function isWhole(header: readonly string[], preset: PresetName): boolean {
  const columns = columnsOf(header, presets[preset]);
  return presets[preset].required.every((field) => columns.has(field));
}
