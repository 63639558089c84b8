import { setMaxListeners } from 'node:events';
import type { Connection } from '../../../application/ports/connections.js';
import { makeVendorHttp } from '../../../infrastructure/http/vendor-http.js';
import { connectPostgres } from '../../../infrastructure/postgres/connect.js';
import { makeFeedCursors } from '../../../infrastructure/postgres/feed-cursors.js';
import { askLimits, makeAskVendor } from '../../../ingestion-adapters/pulling/ask-vendor.js';
import { runFeed } from '../../../ingestion-adapters/pulling/run-feed.js';
import { realTime } from '../../../ingestion-adapters/pulling/time.js';
import { vendors } from '../../../ingestion-adapters/vendors.js';

// Pulls everything of some connections into PostgreSQL, round by round, on a clock that is set to another time; then it ends.

const [database = '', key = '', ahead = '0', given = '[]'] = process.argv.slice(2);
const connections: ReadonlyArray<Connection> = JSON.parse(given);
const ROUNDS = 4;
const PAUSE_MS = 50;

const knex = connectPostgres(database);
const cursors = makeFeedCursors(knex, Buffer.from(key, 'base64'));
const now = () => new Date(Date.now() + Number(ahead));
const time = { ...realTime, now };
const limits = { ...askLimits, rate: { perSecond: 1_000, burst: 1_000 }, firstBackoffMs: 10 };
const { signal } = new AbortController();
// Every request that is under way listens.
setMaxListeners(0, signal);

const pull = async (connection: Connection): Promise<void> => {
  const ask = makeAskVendor({ http: makeVendorHttp(), time }, limits).ask(signal);
  const held = { current: () => connection, renewCredentials: async () => connection.credentials ?? {} };
  for (let round = 0; round < ROUNDS; round++) {
    for (const feed of vendors[connection.source].feeds ?? []) {
      for (;;) {
        const run = await runFeed({ cursors, ask, now, onPage: () => undefined, signal }, held, feed);
        if (run._tag === 'Completed') break;
        if (run._tag === 'Failed' && run.refused) throw new Error(`${connection.source} ${feed.name}: ${run.reason}`);
        await time.sleep(PAUSE_MS, signal);
      }
    }
  }
};

await Promise.all(connections.map(pull));
await knex.destroy();
