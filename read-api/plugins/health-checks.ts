import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import type { PredictionServing } from '../../application/ports/prediction-serving.js';
import type { ReadinessCheck } from '../deps.js';

const nameIfNotReady = async ({ name, isReady }: ReadinessCheck): Promise<ReadonlyArray<string>> =>
  (await isReady().catch(() => false)) ? [] : [name];

type Options = {
  readonly checks: ReadonlyArray<ReadinessCheck>;
  readonly unserved?: PredictionServing['unserved'];
};

/**
 * `/health/live`: the process answers. `/health/ready`: what it answers from is there too; `unserved` are champions that cannot be
 * used, in whose place the one before answers.
 */
export const healthChecks = fp(
  async (app: FastifyInstance, { checks, unserved = async () => [] }: Options) => {
    app.get('/health/live', async () => ({ status: 'live' }));
    app.get('/health/ready', async (_request, reply) => {
      const waitingFor = (await Promise.all(checks.map(nameIfNotReady))).flat();
      const status = waitingFor.length === 0 ? 'ready' : 'not-ready';
      const champions = status === 'ready' ? await unserved().catch(() => []) : [];
      const told = champions.length === 0 ? {} : { unserved: champions };
      return reply.code(status === 'ready' ? 200 : 503).send({ status, waitingFor, ...told });
    });
  },
  { name: 'health-checks' },
);
