// `sales-ledger keys`: its options and help. What it does is loaded when it runs.
import { type Command, Option } from 'commander';
import { add } from '../adding.js';
import { checked, keyName } from '../arguments.js';
import { type Given } from '../given.js';
import { type Speak } from '../language.js';
import { type KeysNewOptions } from './keys.js';

export function addKeys(program: Command, speak: Speak, given: () => Given): void {
  const keys = add(program, speak, {
    name: 'keys',
    about: 'keysAbout',
    examples: ['sales-ledger keys new --actor user/u-7'],
  });
  add(keys, speak, {
    name: 'new',
    about: 'keysNewAbout',
    examples: [
      'sales-ledger keys new --actor user/u-7',
      'sales-ledger --json keys new --actor user/crm --name nightly-import',
    ],
  })
    .addOption(
      new Option('--name <name>', speak('keysName')).argParser(
        checked(speak, 'mustKeyName', keyName),
      ),
    )
    .action(async (options: KeysNewOptions) =>
      (await import('./keys.js')).newKey(given(), options),
    );
}
