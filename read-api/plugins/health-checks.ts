import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import type { ReadinessCheck } from '../deps.js';

const nameIfNotReady = async ({ name, isReady }: ReadinessCheck): Promise<ReadonlyArray<string>> =>
  (await isReady().catch(() => false)) ? [] : [name];

/** `/health/live`: the process answers. `/health/ready`: what it answers from is there too. */
export const healthChecks = fp(
  async (app: FastifyInstance, { checks }: { readonly checks: ReadonlyArray<ReadinessCheck> }) => {
    app.get('/health/live', async () => ({ status: 'live' }));
    app.get('/health/ready', async (_request, reply) => {
      const waitingFor = (await Promise.all(checks.map(nameIfNotReady))).flat();
      const status = waitingFor.length === 0 ? 'ready' : 'not-ready';
      return reply.code(status === 'ready' ? 200 : 503).send({ status, waitingFor });
    });
  },
  { name: 'health-checks' },
);
