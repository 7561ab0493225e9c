// `sales-ledger resume`: its options and help. What it does stands beside what it takes back, in retire.ts.
import { type Command } from 'commander';
import { add } from '../adding.js';
import { type Given } from '../given.js';
import { type Speak } from '../language.js';
import { type ResumeOptions } from './retire.js';

export function addResume(program: Command, speak: Speak, given: () => Given): void {
  add(program, speak, {
    name: 'resume',
    about: 'resumeAbout',
    examples: ['sales-ledger resume --ledger acme --reason "moved in and verified"'],
  })
    .option('--ledger <id>', speak('optLedger'))
    .option('--reason <text>', speak('resumeReason'))
    .action(async (options: ResumeOptions) =>
      (await import('./retire.js')).resume(given(), options),
    );
}
