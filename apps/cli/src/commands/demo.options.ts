// `sales-ledger demo`: its options and help. What it does is loaded when it runs.
import { type Command } from 'commander';
import { add } from '../adding.js';
import { type Given } from '../given.js';
import { type Speak } from '../language.js';

export function addDemo(program: Command, speak: Speak, given: () => Given): void {
  add(program, speak, {
    name: 'demo',
    about: 'demoAbout',
    examples: ['sales-ledger --data ./demo demo', 'sales-ledger --data ./demo --lang zh demo'],
  }).action(async () => (await import('./demo.js')).demo(given()));
}
