import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FastifyInstance } from 'fastify';
import * as E from 'fp-ts/lib/Either.js';
import { jwtSecret } from '../infrastructure/embedded/jwt-secret.js';
import { makeSeriesAnalysis } from '../ml/analysis/series-analysis.js';
import { buildReadApi } from '../read-api/app.js';
import type { ReadApiDeps, ReadinessCheck } from '../read-api/deps.js';
import { analysisThreads } from './ml.js';
import { makePredictions } from './predictions.js';
import { makeReadSide } from './read-side.js';
import type { RoleContext } from './role.js';

/** The stores that answers come from. */
export const storeChecks = ({ adapters }: Pick<RoleContext, 'adapters'>): ReadonlyArray<ReadinessCheck> => [
  { name: 'log', isReady: async () => E.isRight(await adapters.eventStore.readHead()()) },
  { name: 'database', isReady: () => adapters.knex.raw('select 1').then(() => true) },
];

const builtDashboard = resolve(import.meta.dirname, '../dashboard');

/** The read API over the adapters, and over the readers of the log that run beside it; does not listen yet. */
export const makeReadApi = async (
  { env, adapters, log }: RoleContext,
  readinessChecks: ReadonlyArray<ReadinessCheck>,
  readers?: ReadApiDeps['readers'],
): Promise<FastifyInstance> => {
  const analysis = makeSeriesAnalysis(analysisThreads());
  const predictions = makePredictions({ adapters, log });
  const app = buildReadApi({
    ...makeReadSide({ env, adapters }),
    analysis,
    serving: predictions.serving,
    changeFeed: adapters.changeFeed,
    jwtSecret: await jwtSecret(env),
    readinessChecks,
    ...(readers === undefined ? {} : { readers }),
    logger: { level: env.LOG_LEVEL, base: null },
    ...(adapters.jobBoard === undefined ? {} : { jobBoard: adapters.jobBoard }),
    ...(existsSync(builtDashboard) ? { dashboardFolder: builtDashboard } : {}),
  });
  app.addHook('onClose', analysis.close);
  app.addHook('onClose', predictions.close);
  return app;
};
