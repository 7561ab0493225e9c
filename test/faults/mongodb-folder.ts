// A process of its own that folds into one build of one ledger as fast as it can, until it is killed: each commit takes
// ten entries, and says so once it is durable. Arguments: connection string, build.
import { mongodbReadStore } from '@ledger/read-store/mongodb/read-store.js';

const [url = '', build = ''] = process.argv.slice(2);
const store = await mongodbReadStore(url);
await store.prepare(build, [{ name: 'tally', indexes: [{ name: 'by-n', fields: ['n'] }] }]);

for (;;) {
  const snapshot = await store.snapshot(build, 'acme');
  const { checkpoint } = snapshot;
  const [sum] = await snapshot.getMany('tally', ['sum']);
  snapshot.close();
  const first = (checkpoint?.sequence ?? 0) + 1;
  const sequence = first + 9;
  const rows = Array.from({ length: 10 }, (_, at) => ({
    collection: 'tally',
    id: `e${first + at}`,
    row: { n: first + at },
    was: 'none' as const,
  }));
  const total = { n: Number(sum?.['n'] ?? 0) + 10 };
  const changes = [...rows, { collection: 'tally', id: 'sum', row: total }];
  await store.commit(build, 'acme', checkpoint, { sequence, time: '' }, changes);
  process.stdout.write(`${sequence}\n`);
}
