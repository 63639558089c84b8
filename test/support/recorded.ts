import type { RecordedEvent } from '../../application/ports/event-store.js';
import type { DomainEvent } from '../../domain/catalogue.js';
import { sensitivityStream } from '../../domain/sensitivity/aggregate.js';

const streamOf = ({ type, data }: DomainEvent): string => {
  if (type === 'SegmentDefined' || type === 'SegmentRedefined' || type === 'SegmentRetired')
    return `segment-${data.name}`;
  if (type === 'SensitivitySet') return sensitivityStream;
  if ('definition' in data) return `mapping-${data.source}-${data.connection}`;
  if ('ruleId' in data && !('alertId' in data)) return `alertrule-${data.ruleId}`;
  if ('alertId' in data) return `alert-${data.alertId.split(':')[0]}`;
  if ('segment' in data) return `benchmark-${data.metric}`;
  if ('anomalyId' in data) return `anomaly-${data.anomalyId}`;
  if ('caseId' in data) return `supportcase-${data.caseId}`;
  if ('stakeholderId' in data) return `stakeholder-${data.stakeholderId}`;
  if ('opportunityId' in data) return `opportunity-${data.opportunityId}`;
  if ('connection' in data) return `connection-${data.source}-${data.connection}`;
  if ('modelVersion' in data) return `prediction-${data.accountId}`;
  if ('model' in data) return `model-${data.model}`;
  if (type === 'HealthScored') return `health-${data.accountId}`;
  if (type === 'UsageRecorded' || type === 'SeatsChanged' || type === 'FeatureAdopted') {
    return `usage-${data.accountId}-${data.occurredAt.slice(0, 4)}${data.occurredAt.slice(5, 7)}`;
  }
  return `account-${data.accountId}`;
};

/** Facts as the log would hand them over, in the order they were taken. */
export const recordedLog = (events: ReadonlyArray<DomainEvent>, startsAt = 1): ReadonlyArray<RecordedEvent> => {
  const revisions = new Map<string, bigint>();
  return events.map((event, i) => {
    const streamName = streamOf(event);
    const revision = (revisions.get(streamName) ?? -1n) + 1n;
    revisions.set(streamName, revision);
    const place = BigInt((startsAt + i) * 100);
    return {
      id: `event-${startsAt + i}`,
      streamName,
      revision,
      position: { commit: place, prepare: place },
      recordedAt: new Date(Date.UTC(2026, 5, 1) + (startsAt + i) * 1000),
      event,
      metadata: { correlationId: 'test', causationId: null, actor: 'test', source: null },
    };
  });
};
