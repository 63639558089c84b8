import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { Counter, Gauge } from 'prom-client';
import type { FeedAlert, FeedStatus } from './feed-status.js';

type Options = { readonly feeds: () => ReadonlyArray<FeedStatus> };

const LABELS = ['source', 'connection', 'feed'] as const;
const ALERTS: ReadonlyArray<FeedAlert['_tag']> = ['FeedFails', 'FeedStands', 'FeedSilent'];

const labelsOf = ({ source, connection, feed }: FeedStatus) => ({ source, connection, feed });

/** How the feeds do that this process pulls. */
export const feedMetrics = fp(
  async (app: FastifyInstance, { feeds }: Options) => {
    const registers = [app.metricsRegistry];
    const gauge = (name: string, help: string, read: (feed: FeedStatus) => number | undefined) =>
      new Gauge({
        name: `treering_feed_${name}`,
        help,
        labelNames: LABELS,
        registers,
        collect() {
          this.reset();
          for (const feed of feeds()) {
            const value = read(feed);
            if (value !== undefined) this.set(labelsOf(feed), value);
          }
        },
      });
    gauge('lag_seconds', 'Seconds since all that the vendor had was kept.', ({ lagSeconds }) => lagSeconds);
    gauge('silent_seconds', 'Seconds without news at its last complete run.', ({ silentSeconds }) => silentSeconds);
    gauge('circuit_open', 'Whether its vendor is not asked, since it failed again and again.', ({ circuit }) =>
      circuit.state === 'closed' ? 0 : 1,
    );
    new Gauge({
      name: 'treering_feed_alert',
      help: 'Whether something is wrong with it, by what.',
      labelNames: [...LABELS, 'alert'],
      registers,
      collect() {
        this.reset();
        for (const feed of feeds()) {
          for (const alert of ALERTS) this.set({ ...labelsOf(feed), alert }, Number(feed.alert?._tag === alert));
        }
      },
    });
    new Counter({
      name: 'treering_feed_pages_total',
      help: 'Pages kept since the connection was last changed or the process started.',
      labelNames: LABELS,
      registers,
      collect() {
        this.reset();
        for (const feed of feeds()) this.inc(labelsOf(feed), feed.pages);
      },
    });
  },
  { name: 'feed-metrics', dependencies: ['metrics'] },
);
