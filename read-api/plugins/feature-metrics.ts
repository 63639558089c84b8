import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { Gauge } from 'prom-client';
import type { ParityNote } from '../../application/ports/feature-store.js';
import type { ReadSide } from '../deps.js';

type Options = Pick<ReadSide['features'], 'parity'>;

/** What the last comparison of features as served with what the facts give found; nothing while there was none. */
export const featureMetrics = fp(
  async (app: FastifyInstance, { parity }: Options) => {
    const registers = [app.metricsRegistry];
    const measure = (name: string, help: string, read: (found: ParityNote) => number) =>
      new Gauge({
        name: `treering_feature_parity_${name}`,
        help,
        registers,
        async collect() {
          const found = await parity().catch(() => undefined);
          this.reset();
          if (found !== undefined) this.set(read(found));
        },
      });
    measure('checked_accounts', 'Accounts whose features were compared the last time.', ({ checked }) => checked);
    measure(
      'differing_accounts',
      'Those whose features differ from what the facts give.',
      ({ differing }) => differing.length,
    );
    measure('age_seconds', 'How long ago that was.', ({ at }) => (Date.now() - at.getTime()) / 1000);
  },
  { name: 'feature-metrics', dependencies: ['metrics'] },
);
