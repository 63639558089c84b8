import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Fastify from 'fastify';
import { sources } from '../../application/ports/connections.js';
import { makeAdapters } from '../../infrastructure/adapters.js';
import { readEnvironment } from '../../infrastructure/config.js';
import { startServices } from '../../infrastructure/embedded/services.js';
import { makeReceive } from '../../ingestion-adapters/receive.js';
import { MEBIBYTE } from '../../ingestion-adapters/vendor.js';
import { webhookRoutes } from '../../ingestion-adapters/webhook-routes.js';
import { backfill } from './backfill.js';
import { limits, SECRET, signedDeliveries } from './deliveries.js';
import { send } from './loads.js';

const { values } = parseArgs({
  options: {
    deliveries: { type: 'string', default: '4000' },
    'in-flight': { type: 'string', default: '64' },
    paced: { type: 'string', default: '1000' },
    backfill: { type: 'string', default: '64' },
    seed: { type: 'string', default: '1' },
  },
});
const DELIVERIES = Number(values.deliveries);
const IN_FLIGHT = Number(values['in-flight']);
const PACED = Number(values.paced);
const A_SECOND = 200;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const rate = (seconds: number): string => `${Math.round(DELIVERIES / seconds)}/s`;
const quantile = (numbers: ReadonlyArray<number>, q: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(q * numbers.length))] ?? Number.NaN;

const folder = await mkdtemp(join(tmpdir(), 'treering-ingest-'));
/** PostgreSQL's own user enters it, so its data go with the folder. */
await chmod(folder, 0o711);
const env = readEnvironment({ TREERING_DATA: folder, TREERING_ARCHIVE: 'off' });
const services = await startServices(env);
const adapters = await makeAdapters(env, services);
const app = Fastify({ bodyLimit: 64 * MEBIBYTE });
app.addContentTypeParser('application/x-ndjson', { parseAs: 'string' }, (_request, body, done) => done(null, body));
app.post('/bare', async (_request, reply) => reply.code(202).send({ status: 'discarded' }));

try {
  for (const source of sources) {
    await adapters.connections.save({ source, name: 'bench', secrets: [SECRET], settings: {} });
  }
  const receive = makeReceive({
    connections: adapters.connections,
    receipts: adapters.receipts,
    now: () => new Date(),
    wake: () => undefined,
    report: (error) => {
      throw error;
    },
  });
  await app.register(webhookRoutes, { receive, authorise: async () => false });
  const port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
  say(
    `${DELIVERIES} deliveries a source, ${IN_FLIGHT} at a time, kept durably (fsync) before the answer; seed ${values.seed}, ` +
      `Node ${process.version}, ${cpus().length} cores shared by sender, server and PostgreSQL`,
  );
  for (const source of DELIVERIES > 0 ? sources : []) {
    const path = `/ingest/${source}/bench`;
    const url = `http://127.0.0.1:${port}${path}`;
    const signed = (count: number, from: number) => signedDeliveries(source, count, from, url);
    await send({ port, path, deliveries: signed(500, 0), inFlight: IN_FLIGHT });
    await send({ port, path: '/bare', deliveries: signed(500, 0), inFlight: IN_FLIGHT });
    const kept = await send({ port, path, deliveries: signed(DELIVERIES, 500), inFlight: IN_FLIGHT });
    const bare = await send({ port, path: '/bare', deliveries: signed(DELIVERIES, 500), inFlight: IN_FLIGHT });
    const from = 500 + DELIVERIES;
    const paced = await send({ port, path, deliveries: signed(PACED, from), inFlight: 200, perSecond: A_SECOND });
    say(
      `${source}: ${rate(kept.seconds)}, bare Fastify ${rate(bare.seconds)}, ratio ${(bare.seconds / kept.seconds).toFixed(2)}; ` +
        `at ${A_SECOND}/s p50 ${quantile(paced.latencies, 0.5).toFixed(1)} ms, p99 ${quantile(paced.latencies, 0.99).toFixed(1)} ms ` +
        `(limit ${limits[source]} ms)`,
    );
  }
  say(`back-fill of ${values.backfill} MiB`);
  await backfill(folder, services.database, Number(values.backfill) * MEBIBYTE, values.seed, say);
} finally {
  await app.close();
  await adapters.close();
  await services.stop();
  await rm(folder, { recursive: true, force: true });
}
