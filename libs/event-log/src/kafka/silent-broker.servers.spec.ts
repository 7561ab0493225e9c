// A broker of several that is stopped, or whose machine hangs: the system takes connections for it, and it says nothing.
import { once } from 'node:events';
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { kafkaBrokers } from '../../../../test/servers/testing.js';
import { kafkaEventLog } from './event-log.js';
import { type KafkaLogOptions } from './settings.js';
import { deleteTopic, freshOptions } from './testing.js';

describe('a broker that takes connections and says nothing, named before one that works', () => {
  let silent: Server;
  let options: KafkaLogOptions;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    silent = createServer((socket) => sockets.push(socket));
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const { port } = silent.address() as AddressInfo; // not a pipe
    options = freshOptions({
      connection: { brokers: [`127.0.0.1:${port}`, ...kafkaBrokers()] },
    });
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    silent.close();
    await deleteTopic({ ...options, connection: { brokers: kafkaBrokers() } });
  });

  it('keeps nobody from the others for long', async () => {
    const begunMs = performance.now();
    const log = await kafkaEventLog(options);
    await log.takeOver(0);
    await log.append(0, [{ ledger: 'acme', sequence: 1, bytes: Buffer.from('one') }]);
    expect(await log.head('acme')).toBe(1);
    await log.close();
    expect(sockets.length).toBeGreaterThan(0); // it was asked
    expect(performance.now() - begunMs).toBeLessThan(15_000);
  });
});
