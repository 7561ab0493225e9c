// `npm run servers`, and what jest starts: a Kafka broker and a MongoDB for this run, named by two variables. What the
// environment names already is used as it is.
import { startKafka } from './kafka.js';
import { startMongodb } from './mongodb.js';
import { Unobtainable } from './cached.js';

type Started = { readonly value: string; stop(): Promise<void> };

const given = (value: string): Started => ({ value, stop: async () => undefined });

const starts: Readonly<Record<string, () => Promise<Started>>> = {
  KAFKA_BROKERS: async () => {
    const kafka = await startKafka();
    return { value: kafka.brokers.join(','), stop: kafka.stop };
  },
  MONGODB_URL: async () => {
    const mongodb = await startMongodb();
    return { value: mongodb.url, stop: mongodb.stop };
  },
};

const told = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
  process.once('disconnect', resolve);
});

const starting = Object.entries(starts).map(async ([name, start]) => {
  const value = process.env[name];
  return { name, ...(value ? given(value) : await start()) };
});
const settled = await Promise.allSettled(starting);
const started = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
const failed = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));

if (failed.length > 0) {
  process.exitCode = 2;
  for (const error of failed) {
    process.stderr.write(`${error instanceof Unobtainable ? error.message : error?.stack}\n`);
  }
} else {
  process.send?.(Object.fromEntries(started.map(({ name, value }) => [name, value])));
  for (const { name, value } of started) process.stdout.write(`export ${name}='${value}'\n`);
  await told;
}
await Promise.all(started.map(({ stop }) => stop()));
process.exit();
