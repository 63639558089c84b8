import pb from '@eventstore/db-client/generated/persistent_pb.js';
import type { EventLog } from '../log/event-log.js';
import type { ConnectedConsumer } from './consumer.js';
import type { GroupState } from './group.js';
import { ALL, type GroupConfig } from './group-config.js';
import { placeToText } from './places.js';

type SubscriptionInfo = InstanceType<typeof pb.SubscriptionInfo>;

export const infoOf = (log: EventLog, state: GroupState): SubscriptionInfo => {
  const { config, deliveries, parked, now } = state;
  const { source, settings } = config;
  const counts = deliveries.counts();
  const measured = state.meter.measure(now);
  const textOf = (place: number | undefined) => (place === undefined ? '' : placeToText(source, place));
  return new pb.SubscriptionInfo()
    .setEventSource(source)
    .setGroupName(config.group)
    .setStatus(statusOf(log, state))
    .setConnectionsList([...state.consumers].map(([id, consumer]) => connectionOf(state, id, consumer)))
    .setAveragePerSecond(measured.perSecond)
    .setTotalItems(String(measured.total))
    .setCountSinceLastMeasurement(String(measured.sinceLast))
    .setLastCheckpointedEventPosition(textOf(state.lastCheckpoint))
    .setLastKnownEventPosition(textOf(lastKnown(log, state)))
    .setResolveLinkTos(settings.resolveLinks)
    .setStartFrom(config.startFrom)
    .setMessageTimeoutMilliseconds(settings.messageTimeout)
    .setExtraStatistics(settings.extraStatistics)
    .setMaxRetryCount(settings.maxRetryCount)
    .setLiveBufferSize(settings.liveBufferSize)
    .setBufferSize(settings.historyBufferSize)
    .setReadBatchSize(settings.readBatchSize)
    .setCheckPointAfterMilliseconds(settings.checkpointAfter)
    .setMinCheckPointCount(settings.minCheckpointCount)
    .setMaxCheckPointCount(settings.maxCheckpointCount)
    .setReadBufferCount(state.isLive ? 0 : counts.buffered)
    .setLiveBufferCount(String(state.isLive ? counts.buffered : 0))
    .setRetryBufferCount(counts.retried)
    .setTotalInFlightMessages(counts.inFlight)
    .setOutstandingMessagesCount(counts.outstanding)
    .setNamedConsumerStrategy(settings.consumerStrategy)
    .setMaxSubscriberCount(settings.maxSubscriberCount)
    .setParkedMessageCount(String(parked.count()));
};

const statusOf = (log: EventLog, { config, isLive, lastRead, parked }: GroupState): string => {
  const status = isLive || lastRead >= (head(log, config) ?? -1) ? 'Live' : 'Behind';
  return parked.isReplaying() ? `${status}, ReplayingParkedMessages` : status;
};

/** Of what a filter lets through only that is known which was read. */
const lastKnown = (log: EventLog, { config, lastMatching }: GroupState): number | undefined =>
  config.filter === undefined ? head(log, config) : lastMatching;

const head = (log: EventLog, { source }: GroupConfig): number | undefined => {
  if (source === ALL) return log.allBackwards(Number.MAX_SAFE_INTEGER, 1)[0]?.position;
  const { lastRevision } = log.findStream(source);
  return lastRevision < 0 ? undefined : lastRevision;
};

const connectionOf = (
  { deliveries, now }: GroupState,
  id: string,
  { consumer, meter, latencies }: ConnectedConsumer,
): InstanceType<typeof pb.SubscriptionInfo.ConnectionInfo> => {
  const held = deliveries.consumer(id)?.held ?? 0;
  const measured = meter.measure(now);
  return new pb.SubscriptionInfo.ConnectionInfo()
    .setFrom(consumer.from)
    .setUsername(consumer.userName)
    .setConnectionName(consumer.connectionName)
    .setAverageItemsPerSecond(measured.perSecond)
    .setTotalItems(String(measured.total))
    .setCountSinceLastMeasurement(String(measured.sinceLast))
    .setAvailableSlots(consumer.slots - held)
    .setInFlightMessages(held)
    .setObservedMeasurementsList(
      (latencies?.summary() ?? []).map(([key, value]) =>
        new pb.SubscriptionInfo.Measurement().setKey(key).setValue(String(value)),
      ),
    );
};
