import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { Counter, Gauge } from 'prom-client';

export type LiveMetrics = {
  readonly subscriptions: Gauge<'subscription'>;
  readonly messages: Counter<'subscription'>;
};

declare module 'fastify' {
  interface FastifyInstance {
    liveMetrics: LiveMetrics;
  }
}

/** How much is followed over sockets. */
export const liveMetrics = fp(
  async (app: FastifyInstance) => {
    const registers = [app.metricsRegistry];
    app.decorate('liveMetrics', {
      subscriptions: new Gauge({
        name: 'treering_live_subscriptions',
        help: 'Open subscriptions.',
        labelNames: ['subscription'],
        registers,
      }),
      messages: new Counter({
        name: 'treering_live_messages_total',
        help: 'Messages given to subscriptions.',
        labelNames: ['subscription'],
        registers,
      }),
    });
  },
  { name: 'live-metrics', dependencies: ['metrics'] },
);
