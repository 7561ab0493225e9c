// Runs the commands that it is given, as many at once as there are cores, the longest first; what each says comes in one piece
// when it has ended. Ends with 1 where one of them failed: `node scripts/together.mjs 'eslint .' 'tsc --noEmit'`.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

const commands = process.argv.slice(2);

/** @returns whether it failed */
function run(command) {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(part));
    child.once('close', (code) => {
      const failed = code !== 0;
      process.stdout.write(`${failed ? 'failed: ' : 'passed: '}${command}\n${Buffer.concat(said)}`);
      resolve(failed);
    });
  });
}

async function worker() {
  for (let next = commands.shift(); next !== undefined; next = commands.shift()) {
    if (await run(next)) process.exitCode = 1;
  }
}

await Promise.all(Array.from({ length: availableParallelism() }, worker));
