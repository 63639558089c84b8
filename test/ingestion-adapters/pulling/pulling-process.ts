import { makeVendorHttp } from '../../../infrastructure/http/vendor-http.js';
import { makeInMemoryConnections } from '../../../infrastructure/in-memory/connections.js';
import { connectPostgres } from '../../../infrastructure/postgres/connect.js';
import { makeFeedCursors } from '../../../infrastructure/postgres/feed-cursors.js';
import { makePullLeases } from '../../../infrastructure/postgres/pull-leases.js';
import { startPulling } from '../../../ingestion-adapters/pulling/pulling.js';
import { realTime } from '../../../ingestion-adapters/pulling/time.js';
import { usualRates } from '../../../ingestion-adapters/request-rate.js';
import { recordsFeed } from '../../support/vendors/numbered-records.js';

// Pulls numbered records into PostgreSQL until it is killed.

const [database = '', key = '', baseUrl = '', holder = ''] = process.argv.slice(2);
const knex = connectPostgres(database);
const connections = makeInMemoryConnections();
await connections.save({
  source: 'zendesk',
  name: 'demo',
  secrets: [],
  credentials: { accessToken: 'a-token' },
  settings: { baseUrl },
});
startPulling({
  connections,
  cursors: makeFeedCursors(knex, Buffer.from(key, 'base64')),
  http: makeVendorHttp(),
  time: realTime,
  leases: makePullLeases(knex),
  holder,
  ratesOf: () => usualRates,
  feedsOf: () => [recordsFeed()],
  report: (report) => process.stderr.write(report._tag === 'FeedFailed' ? `${report.reason}\n` : ''),
  wake: () => undefined,
});
