import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { Gauge } from 'prom-client';
import type { ReadSide } from '../deps.js';

type Options = Pick<ReadSide['serving'], 'unserved'>;

/** The champions that cannot be used; none while all can. */
export const servingMetrics = fp(
  async (app: FastifyInstance, { unserved }: Options) => {
    new Gauge({
      name: 'treering_champion_unserved',
      help: 'Champions that cannot be used, so that the one before answers in their place.',
      labelNames: ['model', 'version', 'because'],
      registers: [app.metricsRegistry],
      async collect() {
        const found = await unserved().catch(() => []);
        this.reset();
        for (const labels of found) this.set({ ...labels }, 1);
      },
    });
  },
  { name: 'serving-metrics', dependencies: ['metrics'] },
);
