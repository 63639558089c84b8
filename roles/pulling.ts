import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { feedMetrics } from '../ingestion-adapters/pulling/feed-metrics.js';
import { startPulling } from '../ingestion-adapters/pulling/pulling.js';
import type { PullingReport } from '../ingestion-adapters/pulling/pulling-report.js';
import { realTime } from '../ingestion-adapters/pulling/time.js';
import { vendors } from '../ingestion-adapters/vendors.js';
import type { RoleContext, Running } from './role.js';

const reportTo =
  (log: Logger) =>
  (report: PullingReport): void => {
    switch (report._tag) {
      case 'FeedPulled':
        return log.debug(report, 'a feed was pulled');
      case 'FeedLost':
        return log.debug(report, 'a feed is pulled by another process');
      case 'FeedFailed':
        return log.warn(report, 'a feed was not pulled');
      case 'AlertRaised':
        return log.error(report, 'something is wrong with a feed');
      case 'AlertEnded':
        return log.info(report, 'a feed is well again');
      case 'ConnectionsNotRead':
        return log.warn(report, 'connections were not read');
    }
  };

/** Pulls what vendors have, and tells about it in the metrics of the app. `wake` is called when there is something to process. */
export const startPullingRole = (
  { adapters, log }: Pick<RoleContext, 'adapters' | 'log'>,
  app: FastifyInstance,
  wake: () => void,
): Running => {
  const pulling = startPulling({
    connections: adapters.connections,
    cursors: adapters.feedCursors,
    http: adapters.vendorHttp,
    feedsOf: ({ source }) => vendors[source].feeds ?? [],
    time: realTime,
    report: reportTo(log),
    wake,
  });
  app.register(feedMetrics, { feeds: pulling.status });
  return { stop: pulling.stop };
};
