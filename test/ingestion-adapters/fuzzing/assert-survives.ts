import { createHash } from 'node:crypto';
import Fastify from 'fastify';
import { expect } from 'vitest';
import { type Connection, sources } from '../../../application/ports/connections.js';
import { processAll } from '../../../ingestion-adapters/ingestion.js';
import { makeProcessReceipts } from '../../../ingestion-adapters/process-receipts.js';
import { makeReceive } from '../../../ingestion-adapters/receive.js';
import { vendors } from '../../../ingestion-adapters/vendors.js';
import { webhookRoutes } from '../../../ingestion-adapters/webhook-routes.js';
import { randomOf } from '../../../simulator/prng.js';
import { sampleBodies } from '../../support/sample-deliveries.js';
import { ingestionUnderTest } from '../ingesting.js';
import { mutated, strangeHeaders } from './mutate.js';

const PROCESSED_EVERY = 500;
const TOKEN = 'Bearer one-that-may-ingest';

const digestOf = (body: Buffer): string => createHash('sha256').update(body).digest('hex');

type Survived = { readonly accepted: number; readonly refused: number; readonly quarantined: number };

/**
 * Delivers so many changed bodies with strange headers to every source: half of them with a token, so that they get past
 * the signature. Each is accepted or refused, never failed; all that was accepted is kept byte for byte and processed.
 */
export const assertSurvives = async ({
  seed,
  cases,
}: {
  readonly seed: string;
  readonly cases: number;
}): Promise<Survived> => {
  const { deps, receipts, save } = await ingestionUnderTest();
  const connections = sources.map((source): Connection => ({ source, name: 'fuzzed', secrets: ['s'], settings: {} }));
  for (const connection of connections) await save(connection);
  const failures: Array<unknown> = [];
  const onRejection = (reason: unknown) => failures.push(reason);
  process.on('unhandledRejection', onRejection);
  const kept = new Set<string>();
  const app = Fastify();
  await app.register(webhookRoutes, {
    authorise: async ({ headers }) => headers.authorization === TOKEN,
    receive: makeReceive({
      connections: deps.connections,
      receipts: {
        keep: async (receipt) => {
          kept.add(digestOf(receipt.body));
          return receipts.keep(receipt);
        },
      },
      now: () => new Date('2026-03-01T10:00:00Z'),
      wake: () => undefined,
      report: (error) => failures.push(error),
    }),
  });
  const work = makeProcessReceipts(deps);
  const random = randomOf('deliveries', seed);
  let [accepted, refused] = [0, 0];
  try {
    for (let n = 1; n <= cases; n++) {
      const { source, name } = connections[random.int(0, connections.length - 1)] ?? { source: 'hubspot', name: '' };
      const bodies = sampleBodies[source];
      const body = mutated(random, Buffer.from(bodies[random.int(0, bodies.length - 1)] ?? ''));
      const headers = { ...strangeHeaders(random), ...(random.chance(0.5) ? { authorization: TOKEN } : {}) };
      const answer = await app.inject({ method: 'POST', url: `/ingest/${source}/${name}`, payload: body, headers });
      const what = `${source} ${answer.statusCode} ${JSON.stringify(headers)} ${body.toString('base64')}`;
      expect(answer.statusCode, what).toBeLessThan(500);
      if (answer.statusCode < 300) {
        accepted++;
        const { withoutCredentials = (whole: Buffer) => whole } = vendors[source];
        expect(kept.has(digestOf(withoutCredentials(body))), what).toBe(true);
      } else refused++;
      if (n % PROCESSED_EVERY === 0 || n === cases) await processAll(receipts, work);
    }
    expect(await receipts.waiting()).toBe(0);
    expect(failures).toEqual([]);
    return { accepted, refused, quarantined: (await receipts.quarantine(Number.MAX_SAFE_INTEGER)).length };
  } finally {
    process.off('unhandledRejection', onRejection);
    await app.close();
  }
};
