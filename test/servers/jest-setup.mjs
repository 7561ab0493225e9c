// Runs once before the specs that need servers, and not at all where none of them is asked for.
import { fork } from 'node:child_process';
import { once } from 'node:events';

export default async function startServers() {
  const servers = fork('test/servers/main.ts', {
    execArgv: ['--import', './test/servers/typescript.mjs'],
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(servers, 'exit');
  const addresses = await Promise.race([once(servers, 'message'), ended.then(() => undefined)]);
  if (addresses === undefined) throw new Error('The servers do not start: see above.');
  Object.assign(process.env, addresses[0]);
  globalThis.stopServers = async () => {
    servers.disconnect();
    await ended;
  };
}
