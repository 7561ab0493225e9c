// `npm run servers`, and what jest starts: a Kafka broker and a MongoDB, until Ctrl-C or until jest is gone. What the
// environment names already is used as it is.
import { startKafka } from './kafka.js';
import { startMongodb } from './mongodb.js';
import { Unobtainable } from './obtained.js';

type Started = { readonly address: string; stop(): Promise<void> };

const starts: Readonly<Record<string, () => Promise<Started>>> = {
  KAFKA_BROKERS: async () => {
    const { brokers, stop } = await startKafka();
    return { address: brokers.join(','), stop };
  },
  MONGODB_URL: async () => {
    const { url, stop } = await startMongodb();
    return { address: url, stop };
  },
};

const over = new Promise<'over'>((resolve) => {
  const end = (): void => resolve('over');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
  process.once('disconnect', end);
});

const starting = Promise.allSettled(
  Object.entries(starts).map(async ([name, start]) => {
    const address = process.env[name];
    return address ? { name, address, stop: async () => undefined } : { name, ...(await start()) };
  }),
);
const settled = await Promise.race([starting, over]);
// Whatever is half started ends with this process.
if (settled === 'over') process.exit(1);

const servers = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
const problems = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
for (const problem of problems) {
  process.stderr.write(`${problem instanceof Unobtainable ? problem.message : problem}\n`);
}
if (problems.length === 0) {
  process.send?.(Object.fromEntries(servers.map(({ name, address }) => [name, address])));
  for (const { name, address } of servers) process.stdout.write(`export ${name}='${address}'\n`);
  await over;
}
await Promise.all(servers.map(({ stop }) => stop()));
process.exit(problems.length === 0 ? 0 : 2);
