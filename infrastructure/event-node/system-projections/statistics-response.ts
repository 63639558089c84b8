import pb from '@eventstore/db-client/generated/projections_pb.js';
import type { ProjectionStatistics } from './projection.js';

export const statisticsResponse = (statistics: ProjectionStatistics): InstanceType<typeof pb.StatisticsResp> =>
  new pb.StatisticsResp().setDetails(
    new pb.StatisticsResp.Details()
      .setName(statistics.name)
      .setEffectivename(statistics.name)
      .setMode('Continuous')
      .setStatus(statistics.status)
      .setStatereason(statistics.reason)
      .setVersion(String(statistics.version))
      .setEpoch(String(statistics.epoch))
      .setPosition(place(statistics.position))
      .setLastcheckpoint(place(statistics.checkpoint))
      .setProgress(statistics.progress)
      .setEventsprocessedafterrestart(String(statistics.eventsProcessed))
      .setPartitionscached(1),
  );

/** Nothing before the first event. */
const place = (position: number): string => (position === 0 ? '' : `C:${position}/P:${position}`);
