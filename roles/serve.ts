import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { jwtSecret } from '../infrastructure/embedded/jwt-secret.js';
import type { ReadinessCheck } from '../read-api/deps.js';
import { authentication } from '../read-api/plugins/authentication.js';
import { healthChecks } from '../read-api/plugins/health-checks.js';
import { metrics } from '../read-api/plugins/metrics.js';
import { answerThrown, problemDetails } from '../read-api/plugins/problem-details.js';
import { requestIds, requestLog } from '../read-api/plugins/request-log.js';
import { securityHeaders } from '../read-api/plugins/security-headers.js';
import type { RoleContext } from './role.js';

/** A server for a role that answers no questions: health, metrics, authentication, problems; the caller adds the rest and listens. */
export const makeRoleServer = async (
  { env }: Pick<RoleContext, 'env'>,
  checks: ReadonlyArray<ReadinessCheck>,
): Promise<FastifyInstance> => {
  const app = Fastify({
    ...requestIds,
    logger: { level: env.LOG_LEVEL, base: null },
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: (error, _request, reply) => answerThrown(error, reply),
  });
  app.register(requestLog);
  app.register(securityHeaders);
  app.register(problemDetails);
  app.register(authentication, { secret: await jwtSecret(env) });
  app.register(metrics);
  app.register(healthChecks, { checks });
  return app;
};
