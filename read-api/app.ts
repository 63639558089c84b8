import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify';
import type { ReadApiDeps, ReadSide } from './deps.js';
import { graphql } from './graphql/plugin.js';
import { typeDefs } from './graphql/schema.js';
import { defaultLimits, type Limits } from './limits.js';
import { liveReadModels } from './live/live-read-models.js';
import { socketSessions } from './live/socket-sessions.js';
import { authentication, requireToken } from './plugins/authentication.js';
import { codecCompilers } from './plugins/codec-compilers.js';
import { dashboard } from './plugins/dashboard.js';
import { entityTags } from './plugins/entity-tags.js';
import { featureMetrics } from './plugins/feature-metrics.js';
import { healthChecks } from './plugins/health-checks.js';
import { type JobBoardOptions, jobBoard } from './plugins/job-board.js';
import { liveMetrics } from './plugins/live-metrics.js';
import { malformedJson } from './plugins/malformed-json.js';
import { metrics } from './plugins/metrics.js';
import { minPosition } from './plugins/min-position.js';
import { openapi } from './plugins/openapi.js';
import { answerThrown, problemDetails } from './plugins/problem-details.js';
import { projectionMetrics } from './plugins/projection-metrics.js';
import { requestIds, requestLog } from './plugins/request-log.js';
import { securityHeaders } from './plugins/security-headers.js';
import { servingMetrics } from './plugins/serving-metrics.js';
import { type AwaitPosition, reachedPositions } from './reached-positions.js';
import { accountRoutes } from './rest/accounts.js';
import { alertRoutes } from './rest/alerts.js';
import { analysisRoutes } from './rest/analysis.js';
import { anomalyRoutes } from './rest/anomalies.js';
import { benchmarkRoutes } from './rest/benchmarks.js';
import { connectionRoutes } from './rest/connections.js';
import { featureRoutes } from './rest/features.js';
import { healthRoutes } from './rest/health.js';
import { mappingRoutes } from './rest/mappings.js';
import { modelRoutes } from './rest/models.js';
import { predictionRoutes } from './rest/predictions.js';
import { receiptRoutes } from './rest/receipts.js';
import { retentionRoutes } from './rest/retention.js';
import { segmentRoutes } from './rest/segments.js';
import { sensitivityRoutes } from './rest/sensitivity.js';
import { trendRoutes } from './rest/trends.js';

export type ReadApiOptions = ReadApiDeps & {
  readonly logger?: FastifyServerOptions['logger'];
  readonly limits?: Partial<Limits>;
  /** The folder of the built dashboard, served at `/`. */
  readonly dashboardFolder?: string;
  /** Pages that show the jobs, at `/admin/queues`. */
  readonly jobBoard?: JobBoardOptions['board'];
};

type RestOptions = { readonly readSide: ReadSide; readonly limits: Limits; readonly awaitPosition: AwaitPosition };

const rest = async (app: FastifyInstance, { readSide, limits, awaitPosition }: RestOptions) => {
  await app.register(malformedJson);
  await app.register(codecCompilers);
  await app.register(entityTags, { clock: readSide.clock });
  app.addHook('onRequest', requireToken);
  await app.register(minPosition, { awaitPosition });
  await app.register(accountRoutes, readSide);
  await app.register(trendRoutes, readSide);
  await app.register(retentionRoutes, readSide);
  await app.register(analysisRoutes, readSide);
  await app.register(anomalyRoutes, readSide);
  await app.register(sensitivityRoutes, readSide);
  await app.register(segmentRoutes, readSide);
  await app.register(alertRoutes, readSide);
  await app.register(healthRoutes, readSide);
  await app.register(featureRoutes, readSide);
  await app.register(receiptRoutes, { readSide, limits });
  await app.register(mappingRoutes, readSide);
  await app.register(connectionRoutes, readSide);
  await app.register(benchmarkRoutes, readSide);
  await app.register(predictionRoutes, readSide);
  await app.register(modelRoutes, readSide);
};

/** The read API, ready to be listened to or injected into; it does not listen by itself. */
export const buildReadApi = ({
  logger,
  limits: chosen,
  dashboardFolder,
  jobBoard: board,
  ...deps
}: ReadApiOptions): FastifyInstance => {
  const limits = { ...defaultLimits, ...chosen };
  const { awaitPosition, close } = reachedPositions(deps, limits);
  const app = Fastify({
    ...requestIds,
    logger: logger ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytes,
    frameworkErrors: (error, _request, reply) => answerThrown(error, reply),
    routerOptions: { maxParamLength: 200 },
  });
  app.addHook('preClose', async () => close());
  app.register(requestLog);
  app.register(securityHeaders);
  app.register(problemDetails);
  app.register(authentication, { secret: deps.jwtSecret });
  app.register(metrics);
  app.register(liveMetrics);
  app.register(projectionMetrics, {
    progress: deps.progress,
    eventStore: deps.eventStore,
    ...(deps.readers === undefined ? {} : { readers: deps.readers }),
  });
  app.register(featureMetrics, { parity: deps.features.parity });
  app.register(servingMetrics, { unserved: deps.serving.unserved });
  app.register(healthChecks, { checks: deps.readinessChecks, unserved: deps.serving.unserved });
  app.register(socketSessions, {
    initTimeoutMs: limits.socketInitTimeoutMs,
    maxMessageBytes: limits.socketMessageBytes,
  });
  app.register(liveReadModels, { deps, limits });
  app.register(openapi);
  app.register(graphql, { readSide: deps, limits, awaitPosition });
  app.register(rest, { readSide: deps, limits, awaitPosition, prefix: '/api/v1' });
  app.register(jobBoard, { publicUrl: deps.publicUrl, ...(board === undefined ? {} : { board }) });
  app.register(dashboard, dashboardFolder === undefined ? {} : { folder: dashboardFolder });
  app.get('/schema.graphql', (_request, reply) => reply.type('text/plain; charset=utf-8').send(typeDefs));
  return app;
};
