// `node bench/run.mjs kafka mongodb` runs built benchmarks one after another, with servers obtained as for the tests where
// one of them needs any; without names it runs all of them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import startServers from '../test/servers/jest-setup.mjs';
import stopServers from '../test/servers/jest-teardown.mjs';

const embedded = ['commands', 'import', 'rebuild', 'queries', 'http'];
const onServers = ['kafka', 'mongodb', 'services'];
const given = process.argv.slice(2);
const names = given.length === 0 ? [...embedded, ...onServers] : given;

const needsServers = names.some((name) => onServers.includes(name));
if (needsServers) await startServers();
try {
  for (const name of names) await run(name);
} finally {
  if (needsServers) await stopServers();
}

async function run(name) {
  const begun = performance.now();
  process.stdout.write(`\n== ${name} (load of the machine ${loadavg()[0].toFixed(2)})\n\n`);
  const bench = spawn(process.execPath, [`dist/bench/${name}.bench.js`], { stdio: 'inherit' });
  const [code] = await once(bench, 'exit');
  process.stdout.write(`\n(${name} took ${Math.round((performance.now() - begun) / 1_000)} s)\n`);
  if (code !== 0) throw new Error(`${name}.bench ended with ${code}`);
}
