import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ReadModelName, ReadSide } from '../deps.js';

const READ_MODELS: ReadonlyArray<ReadModelName> = ['accounts', 'trends', 'health'];

export type LiveMetrics = {
  readonly subscriptions: Gauge<'subscription'>;
  readonly messages: Counter<'subscription'>;
};

declare module 'fastify' {
  interface FastifyInstance {
    liveMetrics: LiveMetrics;
  }
}

const lagGauge = (registry: Registry, freshnessOf: ReadSide['freshnessOf']) =>
  new Gauge({
    name: 'treering_read_model_lag_seconds',
    help: 'How far each read model trails the log.',
    labelNames: ['read_model'],
    registers: [registry],
    async collect() {
      const asked = await Promise.allSettled(READ_MODELS.map(freshnessOf));
      this.reset();
      for (const answered of asked) {
        if (answered.status === 'rejected') continue;
        this.set({ read_model: answered.value.readModel }, answered.value.lagSeconds);
      }
    },
  });

const requestHistogram = (registry: Registry) =>
  new Histogram({
    name: 'treering_http_request_seconds',
    help: 'Time to answer, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });

/** `/metrics` for Prometheus, of this instance alone. */
export const metrics = fp(
  async (app: FastifyInstance, { freshnessOf }: Pick<ReadSide, 'freshnessOf'>) => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    lagGauge(registry, freshnessOf);
    const requests = requestHistogram(registry);
    app.decorate('liveMetrics', {
      subscriptions: new Gauge({
        name: 'treering_live_subscriptions',
        help: 'Open subscriptions.',
        labelNames: ['subscription'],
        registers: [registry],
      }),
      messages: new Counter({
        name: 'treering_live_messages_total',
        help: 'Messages given to subscriptions.',
        labelNames: ['subscription'],
        registers: [registry],
      }),
    });
    app.addHook('onResponse', async (request, reply) => {
      const route = request.routeOptions.url ?? 'none';
      requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    });
    app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
    app.addHook('onClose', async () => registry.clear());
  },
  { name: 'metrics' },
);
