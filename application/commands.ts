import * as t from 'io-ts';
import { accountAggregate } from '../domain/account/aggregate.js';
import { AccountCommand } from '../domain/account/commands.js';
import type { AccountRefusal } from '../domain/account/errors.js';
import { alertAggregate } from '../domain/alert/aggregate.js';
import { AlertCommand } from '../domain/alert/commands.js';
import type { AlertRefusal } from '../domain/alert/errors.js';
import { alertRuleAggregate } from '../domain/alert-rule/aggregate.js';
import { AlertRuleCommand } from '../domain/alert-rule/commands.js';
import type { AlertRuleRefusal } from '../domain/alert-rule/errors.js';
import { anomalyAggregate } from '../domain/anomaly/aggregate.js';
import { AnomalyCommand } from '../domain/anomaly/commands.js';
import type { AnomalyRefusal } from '../domain/anomaly/errors.js';
import { benchmarkAggregate } from '../domain/benchmark/aggregate.js';
import { BenchmarkCommand } from '../domain/benchmark/commands.js';
import type { BenchmarkRefusal } from '../domain/benchmark/errors.js';
import type { DomainEvent } from '../domain/catalogue.js';
import { cohortAggregate } from '../domain/cohort/aggregate.js';
import { CohortCommand } from '../domain/cohort/commands.js';
import { connectionAggregate } from '../domain/connection/aggregate.js';
import { ConnectionCommand } from '../domain/connection/commands.js';
import type { ConnectionRefusal } from '../domain/connection/errors.js';
import type { Aggregate } from '../domain/decider.js';
import { healthAggregate } from '../domain/health/aggregate.js';
import { HealthCommand } from '../domain/health/commands.js';
import type { HealthRefusal } from '../domain/health/errors.js';
import { mappingAggregate } from '../domain/mapping/aggregate.js';
import { MappingCommand } from '../domain/mapping/commands.js';
import { opportunityAggregate } from '../domain/opportunity/aggregate.js';
import { OpportunityCommand } from '../domain/opportunity/commands.js';
import { predictionAggregate } from '../domain/prediction/aggregate.js';
import { PredictionCommand } from '../domain/prediction/commands.js';
import { predictionModelAggregate } from '../domain/prediction-model/aggregate.js';
import { PredictionModelCommand } from '../domain/prediction-model/commands.js';
import type { PredictionModelRefusal } from '../domain/prediction-model/errors.js';
import { segmentAggregate } from '../domain/segment/aggregate.js';
import { SegmentCommand } from '../domain/segment/commands.js';
import type { SegmentRefusal } from '../domain/segment/errors.js';
import { sensitivityAggregate } from '../domain/sensitivity/aggregate.js';
import { SensitivityCommand } from '../domain/sensitivity/commands.js';
import { stakeholderAggregate } from '../domain/stakeholder/aggregate.js';
import { StakeholderCommand } from '../domain/stakeholder/commands.js';
import type { StakeholderRefusal } from '../domain/stakeholder/errors.js';
import { supportCaseAggregate } from '../domain/support-case/aggregate.js';
import { SupportCaseCommand } from '../domain/support-case/commands.js';
import { usageAggregate } from '../domain/usage/aggregate.js';
import { UsageCommand } from '../domain/usage/commands.js';
import type { UsageRefusal } from '../domain/usage/errors.js';

/** Everything that can be asked for. */
export const Command = t.union(
  [
    AccountCommand,
    StakeholderCommand,
    OpportunityCommand,
    UsageCommand,
    SupportCaseCommand,
    HealthCommand,
    MappingCommand,
    ConnectionCommand,
    BenchmarkCommand,
    AnomalyCommand,
    CohortCommand,
    SegmentCommand,
    SensitivityCommand,
    AlertRuleCommand,
    AlertCommand,
    PredictionModelCommand,
    PredictionCommand,
  ],
  'Command',
);
export type Command = t.TypeOf<typeof Command>;

export type Refusal =
  | AccountRefusal
  | StakeholderRefusal
  | UsageRefusal
  | HealthRefusal
  | BenchmarkRefusal
  | ConnectionRefusal
  | AnomalyRefusal
  | SegmentRefusal
  | AlertRuleRefusal
  | AlertRefusal
  | PredictionModelRefusal;

/** An aggregate whose command, state and event are known to belong together, though no longer which they are. */
export type AnyAggregate = Aggregate<Command, unknown, DomainEvent, Refusal>;

const account = accountAggregate as AnyAggregate;
const stakeholder = stakeholderAggregate as AnyAggregate;
const opportunity = opportunityAggregate as AnyAggregate;
const usage = usageAggregate as AnyAggregate;
const supportCase = supportCaseAggregate as AnyAggregate;
const health = healthAggregate as AnyAggregate;
const mapping = mappingAggregate as AnyAggregate;
const connection = connectionAggregate as AnyAggregate;
const benchmark = benchmarkAggregate as AnyAggregate;
const anomaly = anomalyAggregate as AnyAggregate;
const cohort = cohortAggregate as AnyAggregate;
const segment = segmentAggregate as AnyAggregate;
const sensitivity = sensitivityAggregate as AnyAggregate;
const alertRule = alertRuleAggregate as AnyAggregate;
const alert = alertAggregate as AnyAggregate;
const predictionModel = predictionModelAggregate as AnyAggregate;
const prediction = predictionAggregate as AnyAggregate;

const aggregates: Readonly<Record<Command['type'], AnyAggregate>> = {
  RegisterAccount: account,
  ChangeAccountProfile: account,
  ChangeLifecycleStage: account,
  SignContract: account,
  AmendContract: account,
  RenewContract: account,
  CancelContract: account,
  MergeAccount: account,
  SeparateAccount: account,
  RemoveAccountRecord: account,
  RestoreAccountRecord: account,
  IdentifyStakeholder: stakeholder,
  LinkStakeholder: stakeholder,
  RecordEngagement: stakeholder,
  RecordDeparture: stakeholder,
  AnswerSurvey: stakeholder,
  RecordReturn: stakeholder,
  OpenOpportunity: opportunity,
  DescribeOpportunity: opportunity,
  LinkOpportunity: opportunity,
  ChangeOpportunityStage: opportunity,
  WinOpportunity: opportunity,
  LoseOpportunity: opportunity,
  RecordUsage: usage,
  ChangeSeats: usage,
  AdoptFeature: usage,
  OpenCase: supportCase,
  LinkCase: supportCase,
  ChangeCasePriority: supportCase,
  ReopenCase: supportCase,
  SolveCase: supportCase,
  RecordReply: supportCase,
  RateCaseSatisfaction: supportCase,
  BreachCaseSla: supportCase,
  WithdrawCaseSlaBreach: supportCase,
  DeleteCase: supportCase,
  RestoreCase: supportCase,
  MergeCase: supportCase,
  RecordHealthScore: health,
  SaveMapping: mapping,
  CreateConnection: connection,
  ConfigureConnection: connection,
  PauseConnection: connection,
  ResumeConnection: connection,
  RotateConnectionSecret: connection,
  RetireOldSecrets: connection,
  ChangeConnectionCredentials: connection,
  PublishBenchmark: benchmark,
  ReportAnomaly: anomaly,
  AcknowledgeAnomaly: anomaly,
  ExplainAnomaly: anomaly,
  ResolveAnomaly: anomaly,
  ReopenAnomaly: anomaly,
  ChangeCohortMembership: cohort,
  DefineSegment: segment,
  RedefineSegment: segment,
  RetireSegment: segment,
  SetSensitivity: sensitivity,
  SaveAlertRule: alertRule,
  PauseAlertRule: alertRule,
  ResumeAlertRule: alertRule,
  OpenAlert: alert,
  AcknowledgeAlert: alert,
  ResolveAlert: alert,
  EscalateAlert: alert,
  RecordNoticeDelivered: alert,
  RecordNoticeFailed: alert,
  ClearAlertCondition: alert,
  RecordTraining: predictionModel,
  RecordEvaluation: predictionModel,
  AppointChallenger: predictionModel,
  ConsiderModel: predictionModel,
  PromoteModel: predictionModel,
  RollBackModel: predictionModel,
  RetireModel: predictionModel,
  RecordChurnPrediction: prediction,
  RecordExpansionPrediction: prediction,
  RecordHealthTrajectory: prediction,
};

export const aggregateOf = (command: Command): AnyAggregate => aggregates[command.type];

/** The aggregate that keeps a stream of this name, `undefined` for a stream that is not ours. */
export const aggregateKeeping = (streamName: string): AnyAggregate | undefined =>
  Object.values(aggregates).find(({ category }) => streamName.startsWith(`${category}-`));
