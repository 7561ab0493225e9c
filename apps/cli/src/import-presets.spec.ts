import { presetNames } from '@ledger/connectors';
import { importPresets } from './import-presets.js';
import { texts } from './texts.js';

describe('the presets of the command line', () => {
  it('are those of the product', () => {
    expect(importPresets).toEqual([...presetNames]);
  });

  it.each(presetNames)('names %s in its help, in both languages', (name) => {
    expect(texts.importPreset.en).toContain(name);
    expect(texts.importPreset.zh).toContain(name);
  });
});
