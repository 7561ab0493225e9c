// `sales-ledger serve`: its options and help. What it does is loaded when it runs.
import { type Command } from 'commander';
import { add } from '../adding.js';
import { checked, portOf } from '../arguments.js';
import { variables } from '../environment.js';
import { type Given } from '../given.js';
import { type Speak } from '../language.js';
import { type ServeOptions } from './serve.js';

export function addServe(program: Command, speak: Speak, given: () => Given): void {
  add(program, speak, {
    name: 'serve',
    about: 'serveAbout',
    examples: ['sales-ledger serve', 'sales-ledger --data ./books serve --port 7421'],
  })
    .option('--host <address>', speak('serveHost'))
    .option('--port <port>', speak('servePort'), checked(speak, 'mustPort', portOf))
    .option('--demo', speak('serveDemo'), false)
    .addHelpText('after', `\n${speak('titleEnvironment')}\n  ${variables.join('\n  ')}`)
    .action(async (options: ServeOptions) => (await import('./serve.js')).serve(given(), options));
}
