import { accountEvents } from './account/catalogue.js';
import type { AccountEvent } from './account/events.js';
import * as alert from './alert/events.js';
import * as alertRule from './alert-rule/events.js';
import * as anomaly from './anomaly/events.js';
import { type BenchmarkEvent, BenchmarkPublished } from './benchmark/events.js';
import { type CohortEvent, CohortMembershipChanged } from './cohort/events.js';
import * as connection from './connection/events.js';
import type { EventDefinition } from './event.js';
import { unversioned } from './event.js';
import { type HealthEvent, HealthScored } from './health/events.js';
import { type MappingEvent, MappingSaved } from './mapping/events.js';
import { opportunityEvents } from './opportunity/catalogue.js';
import type { OpportunityEvent } from './opportunity/events.js';
import * as prediction from './prediction/events.js';
import * as predictionModel from './prediction-model/events.js';
import * as segment from './segment/events.js';
import { type SensitivityEvent, SensitivitySet } from './sensitivity/events.js';
import * as stakeholder from './stakeholder/events.js';
import * as supportCase from './support-case/events.js';
import * as usage from './usage/events.js';

/** Everything that can happen, in its latest version. */
export type DomainEvent =
  | AccountEvent
  | stakeholder.StakeholderEvent
  | OpportunityEvent
  | usage.UsageEvent
  | supportCase.SupportCaseEvent
  | HealthEvent
  | MappingEvent
  | connection.ConnectionEvent
  | BenchmarkEvent
  | anomaly.AnomalyEvent
  | CohortEvent
  | segment.SegmentEvent
  | alert.AlertEvent
  | SensitivityEvent
  | alertRule.AlertRuleEvent
  | predictionModel.PredictionModelEvent
  | prediction.PredictionEvent;

export type EventType = DomainEvent['type'];
export type EventOf<T extends EventType> = Extract<DomainEvent, { type: T }>;

/** The one list of event definitions: the envelope, the documentation and the upcasters all read it. */
export const eventCatalogue: Readonly<Record<EventType, EventDefinition>> = {
  ...accountEvents,
  StakeholderIdentified: unversioned(stakeholder.StakeholderIdentified),
  StakeholderLinked: unversioned(stakeholder.StakeholderLinked),
  StakeholderEngaged: unversioned(stakeholder.StakeholderEngaged),
  StakeholderLeft: unversioned(stakeholder.StakeholderLeft),
  SurveyAnswered: unversioned(stakeholder.SurveyAnswered),
  StakeholderReturned: unversioned(stakeholder.StakeholderReturned),
  ...opportunityEvents,
  UsageRecorded: unversioned(usage.UsageRecorded),
  SeatsChanged: unversioned(usage.SeatsChanged),
  FeatureAdopted: unversioned(usage.FeatureAdopted),
  CaseOpened: unversioned(supportCase.CaseOpened),
  CaseLinked: unversioned(supportCase.CaseLinked),
  CasePriorityChanged: unversioned(supportCase.CasePriorityChanged),
  CaseReopened: unversioned(supportCase.CaseReopened),
  CaseSolved: unversioned(supportCase.CaseSolved),
  CaseReplied: unversioned(supportCase.CaseReplied),
  CaseSatisfactionRated: unversioned(supportCase.CaseSatisfactionRated),
  CaseSlaBreached: unversioned(supportCase.CaseSlaBreached),
  CaseSlaBreachWithdrawn: unversioned(supportCase.CaseSlaBreachWithdrawn),
  CaseDeleted: unversioned(supportCase.CaseDeleted),
  CaseRestored: unversioned(supportCase.CaseRestored),
  CaseMerged: unversioned(supportCase.CaseMerged),
  HealthScored: unversioned(HealthScored),
  MappingSaved: unversioned(MappingSaved),
  ConnectionCreated: unversioned(connection.ConnectionCreated),
  ConnectionConfigured: unversioned(connection.ConnectionConfigured),
  ConnectionPaused: unversioned(connection.ConnectionPaused),
  ConnectionResumed: unversioned(connection.ConnectionResumed),
  ConnectionSecretRotated: unversioned(connection.ConnectionSecretRotated),
  ConnectionSecretRetired: unversioned(connection.ConnectionSecretRetired),
  ConnectionCredentialsChanged: unversioned(connection.ConnectionCredentialsChanged),
  BenchmarkPublished: unversioned(BenchmarkPublished),
  AnomalyDetected: unversioned(anomaly.AnomalyDetected),
  AnomalyAcknowledged: unversioned(anomaly.AnomalyAcknowledged),
  AnomalyExplained: unversioned(anomaly.AnomalyExplained),
  AnomalyResolved: unversioned(anomaly.AnomalyResolved),
  AnomalyReopened: unversioned(anomaly.AnomalyReopened),
  SensitivitySet: unversioned(SensitivitySet),
  CohortMembershipChanged: unversioned(CohortMembershipChanged),
  SegmentDefined: unversioned(segment.SegmentDefined),
  SegmentRedefined: unversioned(segment.SegmentRedefined),
  SegmentRetired: unversioned(segment.SegmentRetired),
  AlertRuleSaved: unversioned(alertRule.AlertRuleSaved),
  AlertRulePaused: unversioned(alertRule.AlertRulePaused),
  AlertRuleResumed: unversioned(alertRule.AlertRuleResumed),
  AlertOpened: unversioned(alert.AlertOpened),
  AlertAcknowledged: unversioned(alert.AlertAcknowledged),
  AlertResolved: unversioned(alert.AlertResolved),
  AlertEscalated: unversioned(alert.AlertEscalated),
  AlertNoticeDelivered: unversioned(alert.AlertNoticeDelivered),
  AlertNoticeFailed: unversioned(alert.AlertNoticeFailed),
  ModelTrained: unversioned(predictionModel.ModelTrained),
  ModelEvaluated: unversioned(predictionModel.ModelEvaluated),
  ChallengerAppointed: unversioned(predictionModel.ChallengerAppointed),
  ModelPromoted: unversioned(predictionModel.ModelPromoted),
  ModelRefused: unversioned(predictionModel.ModelRefused),
  ModelRolledBack: unversioned(predictionModel.ModelRolledBack),
  ModelRetired: unversioned(predictionModel.ModelRetired),
  ChurnPredicted: unversioned(prediction.ChurnPredicted),
  ExpansionPredicted: unversioned(prediction.ExpansionPredicted),
  HealthTrajectoryPredicted: unversioned(prediction.HealthTrajectoryPredicted),
};

/** The first words of the streams that hold domain events. */
export const categories = [
  'account',
  'stakeholder',
  'opportunity',
  'supportcase',
  'usage',
  'health',
  'mapping',
  'connection',
  'benchmark',
  'anomaly',
  'cohort',
  'segment',
  'sensitivity',
  'alertrule',
  'alert',
  'model',
  'prediction',
] as const;
