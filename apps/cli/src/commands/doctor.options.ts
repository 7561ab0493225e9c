// `sales-ledger doctor`: its options and help. What it does is loaded when it runs.
import { type Command } from 'commander';
import { add } from '../adding.js';
import { type Given } from '../given.js';
import { type Speak } from '../language.js';

export function addDoctor(program: Command, speak: Speak, given: () => Given): void {
  add(program, speak, {
    name: 'doctor',
    about: 'doctorAbout',
    examples: ['sales-ledger doctor'],
  }).action(async () => (await import('./doctor.js')).doctor(given()));
}
