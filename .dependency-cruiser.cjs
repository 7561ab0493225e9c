// Who may import whom. docs/ARCHITECTURE.md draws it; test/architecture plants a violation of every rule and expects it
// to be caught, so that none of them goes vacuous unseen.
const specs = '\\.(spec|contract)\\.ts$|/testing\\.ts$';
const adapters = '^libs/(event-log|read-store|key-store)/src/(memory|lmdb|mongodb|kafka)/';

/** Everything of ours that is not listed: a direction is what a folder may import, so a new folder is forbidden at first. */
const oursExcept = (allowed) => ({ path: '^(apps|libs|bench|scripts|test)/', pathNot: allowed });

/** What any slice may import of sales besides its own folder. */
const sharedBySlices = [
  '\\.events\\.ts$',
  '^libs/sales/src/(csv|edge|fields|language|late-rows|link|live|names|page|page-columns|member-page|range\\.refusals|ranked-page|source|source\\.body|changes|whose|whose\\.refusals)\\.ts$',
];

/** The measure slice's reading side: figures over a range, stocks, late changes, names of dimensions. */
const measureReaders =
  '^libs/sales/src/measure/(customers|figures|late|late-customers|late-stock|part|space|standing|stock|united-customers)\\.ts$';

/** The KPI slice's reading side: what a formula says of members, scopes and periods. */
const kpiReaders =
  '^libs/sales/src/kpi/(catalogue|columns|fraction|grouping|line|members|people|periods|reading\\.rejections|scope|sources|span|value|values|views)\\.ts$';

/** How rows of other slices are read and told: what pages put side by side. */
const rowReaders = [
  '^libs/sales/src/(customer|deal|feedback|lead|organization)/[a-z]+\\.(answers|bodies|projection|rejections)\\.ts$',
  '^libs/sales/src/deal/parts\\.ts$',
  '^libs/sales/src/audit/(asked|audit\\.answers|audit\\.projection|search|telling|trail)\\.ts$',
  '^libs/sales/src/leaderboard/(board|leaderboard\\.answers)\\.ts$',
];
const pages = '(channel|customer-page|salesperson-page|satisfaction)';

module.exports = {
  forbidden: [
    // The directions between libraries.
    {
      name: 'integrity-imports-nothing-of-ours',
      comment: 'The verifier trusts only bytes; it shares no code with the writer.',
      severity: 'error',
      from: { path: '^libs/integrity/', pathNot: specs },
      to: oursExcept('^libs/integrity/'),
    },
    {
      name: 'lmdb-imports-nothing-of-ours',
      comment: 'What all users of LMDB share knows LMDB alone.',
      severity: 'error',
      from: { path: '^libs/lmdb/', pathNot: specs },
      to: oursExcept('^libs/lmdb/'),
    },
    {
      name: 'mongodb-imports-nothing-of-ours',
      comment: 'What the adapters on MongoDB share knows MongoDB alone.',
      severity: 'error',
      from: { path: '^libs/mongodb/', pathNot: specs },
      to: oursExcept('^libs/mongodb/'),
    },
    {
      name: 'openapi-imports-nothing-of-ours',
      comment: 'What routes say of themselves is said to whoever makes the document.',
      severity: 'error',
      from: { path: '^libs/openapi/', pathNot: specs },
      to: oursExcept('^libs/openapi/'),
    },
    {
      name: 'ledger-imports-nothing-of-ours',
      comment: 'The core is what everything else stands on.',
      severity: 'error',
      from: { path: '^libs/ledger/', pathNot: specs },
      to: oursExcept('^libs/ledger/'),
    },
    {
      name: 'ports-import-only-the-core',
      comment: 'A store knows entries and rows, nothing of sales and nothing of other stores.',
      severity: 'error',
      from: { path: '^libs/(event-log|read-store|key-store)/', pathNot: specs },
      to: oursExcept('^libs/($1|ledger|integrity|lmdb|mongodb)/'),
    },
    {
      name: 'runtime-and-sales-meet-in-apps',
      comment: 'The machinery runs any slices; which ones, an app says.',
      severity: 'error',
      from: { path: '^libs/runtime/' },
      to: oursExcept(
        '^libs/(runtime|ledger|integrity|event-log|read-store|key-store|lmdb|openapi)/',
      ),
    },
    {
      name: 'sales-knows-no-machinery',
      comment: 'Slices see the core, integrity and what a query may ask of the read store.',
      severity: 'error',
      from: { path: '^libs/sales/', pathNot: specs },
      to: oursExcept(
        '^libs/(sales|ledger|integrity|openapi)/|^libs/read-store/src/(index|read-store|read-models)\\.ts$',
      ),
    },
    {
      name: 'connectors-know-only-sales',
      comment: 'A connector turns their record into our commands and leaves the rest to an app.',
      severity: 'error',
      from: { path: '^libs/connectors/', pathNot: specs },
      to: oursExcept('^libs/(connectors|sales|ledger|integrity|openapi)/'),
    },
    {
      name: 'subscriptions-know-only-the-log',
      comment:
        'What others subscribe to is entries, and answers that an app hands in: nothing of sales.',
      severity: 'error',
      from: { path: '^libs/subscriptions/', pathNot: specs },
      to: oursExcept('^libs/(subscriptions|ledger|openapi)/|^libs/event-log/src/index\\.ts$'),
    },
    {
      name: 'nothing-imports-apps',
      comment:
        'Apps compose. The command line starts the server, and a service is the server with one role: they alone may import it.',
      severity: 'error',
      from: { path: '^(apps/([^/]+)|libs|bench|scripts)/', pathNot: '^apps/(cli|[a-z]+-service)/' },
      to: { path: '^apps/', pathNot: '^apps/$2/' },
    },
    {
      name: 'libraries-by-their-door',
      comment:
        "Another library's index, its testing.ts, an adapter's file, or what asks who serves a folder and what opens it: the rest is its own business.",
      severity: 'error',
      from: { path: '^(libs/([^/]+)|apps|bench|scripts)/', pathNot: specs },
      to: {
        path: '^libs/',
        pathNot: [
          '^libs/$2/',
          '^libs/[^/]+/src/(index|testing)\\.ts$',
          '^libs/runtime/src/(installation|opening)\\.ts$',
          `${adapters}[a-z-]+\\.ts$`,
        ],
      },
    },

    // Inside sales: a folder is a feature, a suffix is a layer.
    {
      name: 'slices-share-only-events',
      comment: "Of another slice only *.events.ts; of sales' root only what is made to be shared.",
      severity: 'error',
      from: {
        path: '^libs/sales/src/([^/]+)/',
        pathNot: [specs, `^libs/sales/src/(kpi|leaderboard)/|^libs/sales/src/${pages}/`],
      },
      to: { path: '^libs/sales/src/', pathNot: ['^libs/sales/src/$1/', ...sharedBySlices] },
    },
    {
      name: 'kpis-read-measures',
      comment:
        'KPIs are made of measures: they alone may also use how those are read, not how they are kept.',
      severity: 'error',
      from: { path: '^libs/sales/src/(kpi)/', pathNot: specs },
      to: {
        path: '^libs/sales/src/',
        pathNot: ['^libs/sales/src/$1/', ...sharedBySlices, measureReaders],
      },
    },
    {
      name: 'leaderboard-ranks-kpis',
      comment:
        'A leaderboard ranks KPIs: it asks for their values and never for what they are made of.',
      severity: 'error',
      from: { path: '^libs/sales/src/(leaderboard)/', pathNot: specs },
      to: {
        path: '^libs/sales/src/',
        pathNot: [
          '^libs/sales/src/$1/',
          ...sharedBySlices,
          kpiReaders,
          '^libs/sales/src/measure/space\\.ts$',
        ],
      },
    },
    {
      name: 'pages-put-answers-side-by-side',
      comment:
        'A page decides and keeps nothing: it reads what others keep, by their readers, and never how they decide or fold.',
      severity: 'error',
      from: { path: `^libs/sales/src/${pages}/`, pathNot: specs },
      to: {
        path: '^libs/sales/src/',
        pathNot: [
          '^libs/sales/src/$1/',
          ...sharedBySlices,
          ...rowReaders,
          kpiReaders,
          measureReaders,
        ],
      },
    },
    {
      name: 'decisions-are-pure',
      comment:
        'What decides or folds sees its arguments: no Nest, no edge, no store, no Node module.',
      severity: 'error',
      from: { path: '\\.(events|decider|projection|rejections)\\.ts$' },
      to: {
        path: [
          '^libs/read-store/',
          '^libs/sales/src/(csv|edge|fields|live|member-page|page|source\\.body|whose)\\.ts$',
          '\\.(commands|queries)\\.ts$',
          'node_modules/',
        ],
        pathNot: 'node_modules/(@ledger|temporal-polyfill|temporal-spec|@types)/',
      },
    },
    {
      name: 'decisions-use-no-node-module',
      comment:
        'The same for what Node itself offers, but for util and its comparisons, which are pure.',
      severity: 'error',
      from: { path: '\\.(events|decider|projection|rejections)\\.ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?util$' },
    },

    // What is named in one place only.
    {
      name: 'lmdb-stays-in-its-folders',
      comment:
        "A store is named in that store's folder, and the writer's own state is the one other place; so is what LMDB's failures mean.",
      severity: 'error',
      from: {
        pathNot: '^libs/[^/]+/src/lmdb/|^libs/lmdb/|^libs/runtime/src/writer-state/|^bench/',
      },
      to: { path: 'node_modules/lmdb/|^libs/lmdb/' },
    },
    {
      name: 'metrics-client-stays-in-its-folder',
      comment:
        'What happens is counted in plain numbers; only who is asked for metrics loads their client.',
      severity: 'error',
      from: { pathNot: '^libs/runtime/src/metrics/' },
      to: { path: 'node_modules/prom-client/' },
    },
    {
      name: 'swagger-stays-in-its-folder',
      comment:
        'It is loaded when the OpenAPI document is asked for; imported elsewhere, at every start.',
      severity: 'error',
      from: { pathNot: '^libs/openapi/' },
      to: { path: 'node_modules/@nestjs/swagger/' },
    },
    {
      name: 'opentelemetry-stays-in-its-file',
      comment: 'The file is loaded where traces are wanted; everybody else sees the port.',
      severity: 'error',
      from: { pathNot: '^libs/runtime/src/tracing/otlp\\.ts$' },
      to: { path: 'node_modules/@opentelemetry/' },
    },
    {
      name: 'mongodb-stays-in-its-folders',
      comment:
        'The driver, and how we use it, are named by the adapters on MongoDB and nowhere else.',
      severity: 'error',
      from: { pathNot: ['^libs/[^/]+/src/mongodb/|^libs/mongodb/|^(bench|test)/', specs] },
      to: { path: 'node_modules/mongodb/|^libs/mongodb/' },
    },
    {
      name: 'kafkajs-stays-in-its-folder',
      comment: 'Kafka is named in the folder of its log; benches measure beside the raw client.',
      severity: 'error',
      from: { pathNot: '^libs/event-log/src/kafka/|^(bench|test)/' },
      to: { path: 'node_modules/kafkajs/' },
    },
    {
      name: 'adapters-are-chosen-by-apps',
      comment: 'Only apps, benches and specs say which store it is.',
      severity: 'error',
      from: { path: '^libs/', pathNot: [specs, adapters] },
      to: { path: adapters },
    },
    {
      name: 'core-without-nest',
      comment: 'The core, the verifier and the stores run without a framework.',
      severity: 'error',
      from: { path: '^libs/(ledger|integrity|event-log|read-store|key-store|mongodb)/' },
      to: {
        path: 'node_modules/(@nestjs|fastify|rxjs|reflect-metadata|class-validator|class-transformer)/',
      },
    },
    {
      name: 'core-touches-no-disk-or-net',
      comment: 'The core, the verifier and the slices reach the world through ports only.',
      severity: 'error',
      from: { path: '^libs/(ledger|integrity|sales)/', pathNot: specs },
      to: {
        dependencyTypes: ['core'],
        path: '^(node:)?(fs|net|tls|http|https|http2|dgram|dns|os|child_process|cluster|worker_threads)(/|$)',
      },
    },

    // Hygiene.
    {
      name: 'no-cycles',
      comment: 'What needs each other is one thing; what is two things has a direction.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'specs-are-leaves',
      comment:
        'Only specs, contract suites, benches and the test folder use what is made for tests.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: specs },
      to: { path: specs },
    },
    {
      name: 'product-runs-without-dev-dependencies',
      comment: 'What ships uses declared run-time dependencies only.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: specs },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
    {
      name: 'imports-resolve',
      comment: 'A name that resolves to nothing escapes every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
