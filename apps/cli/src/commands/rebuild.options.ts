// `sales-ledger rebuild`: its options and help. What it does is loaded when it runs.
import { type Command } from 'commander';
import { add } from '../adding.js';
import { type Given } from '../given.js';
import { type Speak } from '../language.js';

export function addRebuild(program: Command, speak: Speak, given: () => Given): void {
  add(program, speak, {
    name: 'rebuild',
    about: 'rebuildAbout',
    examples: ['sales-ledger rebuild', 'sales-ledger rebuild measure'],
  })
    .argument('[projection]', speak('rebuildProjection'))
    .action(async (projection: string | undefined) =>
      (await import('./rebuild.js')).rebuild(given(), projection),
    );
}
