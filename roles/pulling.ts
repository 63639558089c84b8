import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { ChangeStream } from '../application/ports/change-stream.js';
import type { Feed } from '../ingestion-adapters/feed.js';
import { feedMetrics } from '../ingestion-adapters/pulling/feed-metrics.js';
import { startPulling } from '../ingestion-adapters/pulling/pulling.js';
import type { PullingReport } from '../ingestion-adapters/pulling/pulling-report.js';
import { realTime } from '../ingestion-adapters/pulling/time.js';
import { usualRates } from '../ingestion-adapters/request-rate.js';
import { vendors } from '../ingestion-adapters/vendors.js';
import type { RoleContext, Running } from './role.js';

const said: Readonly<Record<PullingReport['_tag'], readonly ['debug' | 'info' | 'warn' | 'error', string]>> = {
  FeedPulled: ['debug', 'a feed was pulled'],
  FeedLost: ['debug', 'a feed is pulled by another process'],
  FeedFailed: ['warn', 'a feed was not pulled'],
  AlertRaised: ['error', 'something is wrong with a feed'],
  AlertEnded: ['info', 'a feed is well again'],
  ConnectionBroken: ['error', 'a connection cannot be read'],
  ConnectionsNotRead: ['warn', 'connections were not read'],
};

const reportTo =
  (log: Logger) =>
  (report: PullingReport): void => {
    const [level, text] = said[report._tag];
    log[level](report, text);
  };

/** The feed, told of the stream that some vendors send their changes over. */
const hearing =
  (changeStream: ChangeStream) =>
  (feed: Feed): Feed => ({ ...feed, pull: (deps) => feed.pull({ ...deps, changeStream }) });

/** Pulls what vendors have, and tells about it in the metrics of the app. `wake` is called when there is something to process. */
export const startPullingRole = (
  { adapters, log }: Pick<RoleContext, 'adapters' | 'log'>,
  app: FastifyInstance,
  wake: () => void,
): Running => {
  const pulling = startPulling({
    connections: adapters.connections,
    cursors: adapters.feedCursors,
    leases: adapters.pullLeases,
    holder: randomUUID(),
    http: adapters.vendorHttp,
    feedsOf: ({ source }) => (vendors[source].feeds ?? []).map(hearing(adapters.changeStream)),
    ratesOf: ({ source }) => vendors[source].rates ?? usualRates,
    time: realTime,
    report: reportTo(log),
    wake,
  });
  app.register(feedMetrics, { feeds: pulling.status });
  return { stop: pulling.stop };
};
