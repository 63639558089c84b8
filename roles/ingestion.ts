import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as E from 'fp-ts/lib/Either.js';
import { publicUrl } from '../infrastructure/config.js';
import { type Ingestion, startIngestion } from '../ingestion-adapters/ingestion.js';
import { makeProcessReceipts, type ProcessDeps } from '../ingestion-adapters/process-receipts.js';
import { makeReceive } from '../ingestion-adapters/receive.js';
import { webhookRoutes } from '../ingestion-adapters/webhook-routes.js';
import { may } from '../read-api/permissions.js';
import { startPullingRole } from './pulling.js';
import type { RoleContext, Running } from './role.js';

export const processDeps = ({ adapters }: Pick<RoleContext, 'adapters'>): ProcessDeps => ({
  connections: adapters.connections,
  log: adapters.eventStore,
  subjectKeys: adapters.subjectKeys,
  claims: adapters.recordClaims,
});

const showsIngestToken = async (request: FastifyRequest): Promise<boolean> => {
  const principal = request.server.authenticate(request.headers.authorization);
  return E.isRight(principal) && may(principal.right.role, 'ingest');
};

/** Takes deliveries at `/ingest` of the app, which must know how to authenticate, pulls feeds, and processes both. */
export const startIngestionRole = (context: RoleContext, app: FastifyInstance): Running => {
  const { env, adapters, log } = context;
  const report = (error: unknown) => log.error({ err: error }, 'ingestion failed, and is tried again');
  const ingestion: Ingestion = startIngestion({
    receipts: adapters.receipts,
    process: makeProcessReceipts(processDeps(context)),
    report,
  });
  const receive = makeReceive({
    connections: adapters.connections,
    receipts: adapters.receipts,
    now: () => new Date(),
    wake: ingestion.wake,
    report,
  });
  app.register(webhookRoutes, { receive, authorise: showsIngestToken, publicUrl: publicUrl(env) });
  const pulling = startPullingRole(context, app, ingestion.wake);
  return {
    stop: async () => {
      await pulling.stop();
      await ingestion.stop();
    },
  };
};
