import type { AccountEvent } from '../domain/account/events.js';
import type { EventOf } from '../domain/catalogue.js';
import type { HealthEvent } from '../domain/health/events.js';
import type { UsageEvent } from '../domain/usage/events.js';

/** What is said of an account itself. */
export const accountEvents: ReadonlyArray<AccountEvent['type']> = [
  'AccountRegistered',
  'AccountProfileChanged',
  'LifecycleStageChanged',
  'ContractSigned',
  'ContractAmended',
  'ContractRenewed',
  'ContractCancelled',
  'AccountMerged',
  'AccountSeparated',
  'AccountRecordRemoved',
  'AccountRecordRestored',
];

/** What names an account: the account exists as soon as there is one. */
export type EventNamingAccount =
  | AccountEvent
  | UsageEvent
  | HealthEvent
  | EventOf<'CaseLinked' | 'StakeholderLinked' | 'OpportunityLinked'>;

export const eventsNamingAccounts: ReadonlyArray<EventNamingAccount['type']> = [
  ...accountEvents,
  'UsageRecorded',
  'SeatsChanged',
  'FeatureAdopted',
  'HealthScored',
  'CaseLinked',
  'StakeholderLinked',
  'OpportunityLinked',
];
