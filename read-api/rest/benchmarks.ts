import type { FastifyInstance } from 'fastify';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { readBenchmarks } from '../../application/read-benchmarks.js';
import { BenchmarkMetric } from '../../domain/benchmark/names.js';
import { Benchmarks } from '../answers/benchmarks.js';
import type { ReadSide } from '../deps.js';
import { AsOf, KnownAt, wasKnown } from '../parameters/clocks.js';
import { Text } from '../parameters/common.js';
import type { CodecTypes } from '../plugins/codec-compilers.js';
import { documented } from '../plugins/io-ts-schemas.js';
import { sendProblem } from '../plugins/problem-details.js';

const Metric = documented(BenchmarkMetric, { type: 'string', example: 'net_revenue_retention' });

const Asked = t.intersection([
  t.strict({ metric: Metric }),
  t.exact(t.partial({ segment: Text, period: Text, asOf: AsOf, knownAt: KnownAt })),
]);

/** How others do: what was published of a metric, as far as it was published and known at a time. */
export const benchmarkRoutes = async (instance: FastifyInstance, { eventStore }: ReadSide): Promise<void> => {
  const app = instance.withTypeProvider<CodecTypes>();
  app.get(
    '/benchmarks',
    {
      schema: {
        tags: ['benchmarks'],
        summary: 'The latest benchmarks of a metric, by segment, period and source; asOf by when they were published',
        querystring: Asked,
        response: { 200: Benchmarks },
      },
      config: { permission: 'read:trends' },
    },
    async ({ query }, reply) => {
      const { metric, segment, period, asOf, knownAt } = query;
      const found = await readBenchmarks(eventStore)({ metric, segment, period, asOf, wasKnown: wasKnown(knownAt) })();
      if (E.isLeft(found)) return sendProblem(reply, found.left);
      return reply.send({
        items: found.right.map(({ occurredAt, ...item }) => ({ ...item, publishedAt: occurredAt })),
      });
    },
  );
};
