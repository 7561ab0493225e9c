import { join } from 'node:path';
import { ruleNames, violationsIn } from './cruise.js';

// The whole list: what is not in it is allowed, so a rule that forbids too much fails here as well.
const planted = [
  'adapters-are-chosen-by-apps: libs/runtime/src/default-log.ts → libs/event-log/src/lmdb/event-log.ts',
  'connectors-know-only-sales: libs/connectors/src/feed.ts → libs/runtime/src/index.ts',
  'core-touches-no-disk-or-net: libs/ledger/src/environment.ts → fs',
  'core-without-nest: libs/ledger/src/controller.ts → @nestjs/common',
  'decisions-are-pure: libs/sales/src/customer/customer.projection.ts → libs/sales/src/edge.ts',
  'decisions-are-pure: libs/sales/src/deal/deal.rejections.ts → class-validator',
  'decisions-use-no-node-module: libs/sales/src/deal/deal.projection.ts → crypto',
  'imports-resolve: libs/connectors/src/lost.ts → ./gone.js',
  'integrity-imports-nothing-of-ours: libs/integrity/src/verify.ts → libs/ledger/src/index.ts',
  'kafkajs-stays-in-its-folder: libs/event-log/src/memory/broker.ts → kafkajs',
  'kpis-read-measures: libs/sales/src/kpi/values.ts → libs/sales/src/measure/plan.ts',
  'leaderboard-ranks-kpis: libs/sales/src/leaderboard/leaderboard.queries.ts → libs/sales/src/measure/figures.ts',
  'ledger-imports-nothing-of-ours: libs/ledger/src/append.ts → libs/event-log/src/index.ts',
  'libraries-by-their-door: libs/runtime/src/inside.ts → libs/ledger/src/entry.ts',
  'lmdb-imports-nothing-of-ours: libs/lmdb/src/failure.ts → libs/ledger/src/index.ts',
  'lmdb-stays-in-its-folders: libs/read-store/src/memory/failure.ts → libs/lmdb/src/index.ts',
  'lmdb-stays-in-its-folders: libs/runtime/src/store.ts → lmdb',
  'metrics-client-stays-in-its-folder: libs/runtime/src/counted.ts → prom-client',
  'mongodb-imports-nothing-of-ours: libs/mongodb/src/entry.ts → libs/ledger/src/index.ts',
  'mongodb-stays-in-its-folders: libs/read-store/src/held.ts → libs/mongodb/src/index.ts',
  'mongodb-stays-in-its-folders: libs/runtime/src/rows.ts → mongodb',
  'no-cycles: libs/connectors/src/egg.ts → libs/connectors/src/hen.ts',
  'nothing-imports-apps: apps/standalone/src/command.ts → apps/cli/src/main.ts',
  'nothing-imports-apps: libs/runtime/src/start.ts → apps/standalone/src/main.ts',
  'openapi-imports-nothing-of-ours: libs/openapi/src/schema.ts → libs/ledger/src/index.ts',
  'opentelemetry-stays-in-its-file: libs/runtime/src/span.ts → @opentelemetry/api',
  'pages-put-answers-side-by-side: libs/sales/src/satisfaction/scores.ts → libs/sales/src/deal/deal.decider.ts',
  'ports-import-only-the-core: libs/event-log/src/rows.ts → libs/read-store/src/index.ts',
  'product-runs-without-dev-dependencies: libs/runtime/src/format.ts → prettier',
  'runtime-and-sales-meet-in-apps: libs/runtime/src/slices.ts → libs/sales/src/index.ts',
  'runtime-and-sales-meet-in-apps: libs/runtime/src/start.ts → apps/standalone/src/main.ts',
  'sales-knows-no-machinery: libs/sales/src/deal/deal.queries.ts → libs/runtime/src/index.ts',
  'slices-share-only-events: libs/sales/src/customer/customer.decider.ts → libs/sales/src/deal/deal.decider.ts',
  'slices-share-only-events: libs/sales/src/deal/deal.answers.ts → libs/sales/src/measure/figures.ts',
  'specs-are-leaves: libs/runtime/src/probe.ts → libs/ledger/src/testing.ts',
  'subscriptions-know-only-the-log: libs/subscriptions/src/board.ts → libs/sales/src/index.ts',
  'swagger-stays-in-its-folder: libs/runtime/src/told.ts → @nestjs/swagger',
];

describe('the import rules', () => {
  it('catch every planted violation and nothing else', () => {
    expect(violationsIn(join(import.meta.dirname, 'planted'))).toEqual(planted);
  });

  it.each(ruleNames)('%s has a planted violation', (rule) => {
    expect(planted.some((violation) => violation.startsWith(`${rule}:`))).toBe(true);
  });
});
