import type { EventOf, EventType } from '../../domain/catalogue.js';

/** What later facts may take back or move, so that what was true on a day can only be told from the facts themselves. */
export const handled = [
  'AccountRegistered',
  'AccountProfileChanged',
  'LifecycleStageChanged',
  'ContractSigned',
  'ContractAmended',
  'ContractRenewed',
  'ContractCancelled',
  'AccountMerged',
  'AccountSeparated',
  'CaseOpened',
  'CaseLinked',
  'CasePriorityChanged',
  'CaseReopened',
  'CaseSolved',
  'CaseReplied',
  'CaseSatisfactionRated',
  'CaseSlaBreached',
  'CaseSlaBreachWithdrawn',
  'CaseDeleted',
  'CaseRestored',
  'StakeholderIdentified',
  'StakeholderLinked',
  'StakeholderLeft',
  'StakeholderReturned',
  'SurveyAnswered',
  'OpportunityOpened',
  'OpportunityDescribed',
  'OpportunityLinked',
  'OpportunityWon',
  'OpportunityLost',
  'AnomalyDetected',
  'BenchmarkPublished',
] as const satisfies ReadonlyArray<EventType>;

export type Handled = EventOf<(typeof handled)[number]>;
