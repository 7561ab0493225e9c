// Stands between a test and its server: starts what it is told to, and when whoever started it is gone, however that
// came about, kills the server and removes its folder. It leads a session of its own, so that no Ctrl-C ends it first.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const { name, within, folder: given, farewell } = JSON.parse(process.argv[2]);
const folder = given ?? mkdtempSync(join(within, `sales-ledger-${name}-`));
let server;

process.on('message', ([program, ...words]) => {
  const output = openSync(join(folder, 'output.log'), 'a');
  server = spawn(program, words, { stdio: ['ignore', output, output] });
  server.once('spawn', () => tell({ pid: server.pid }));
  server.once('error', (error) => tell({ ended: error.message }));
  server.once('exit', (code, signal) => tell({ ended: String(signal ?? code) }));
});

process.once('disconnect', () => {
  const runs = server?.pid !== undefined && server.exitCode === null && server.signalCode === null;
  if (runs) server.once('exit', leave).kill('SIGKILL');
  else leave();
});

tell({ folder });

function tell(message) {
  if (process.connected) process.send(message, () => undefined); // who asked may be gone by now
}

function leave() {
  if (farewell !== undefined) spawnSync(farewell[0], farewell.slice(1));
  if (given === undefined) rmSync(folder, { recursive: true, force: true });
  process.exit();
}
