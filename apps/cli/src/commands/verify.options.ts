// `sales-ledger verify`: its options and help. What it does is loaded when it runs.
import { type Command } from 'commander';
import { add } from '../adding.js';
import { type Given } from '../given.js';
import { type Speak } from '../language.js';
import { type VerifyOptions } from './verify.js';

export function addVerify(program: Command, speak: Speak, given: () => Given): void {
  add(program, speak, {
    name: 'verify',
    about: 'verifyAbout',
    examples: ['sales-ledger verify', 'sales-ledger verify --file acme.jsonl'],
  })
    .option('--ledger <id>', speak('optLedger'))
    .option('--file <file>', speak('verifyFile'))
    .action(async (options: VerifyOptions) =>
      (await import('./verify.js')).verify(given(), options),
    );
}
