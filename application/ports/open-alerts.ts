import type { AccountId, AlertId, AlertRuleId } from '../../domain/ids.js';
import type { Timestamp } from '../../domain/primitives.js';

/** Alerts for which there was something to do by then, or will be once hours are not quiet any more; those due longest first. */
export type DueAlerts = (by: Timestamp) => Promise<ReadonlyArray<AlertId>>;

/** Which rules have an alert at these accounts about a condition that has not ended yet, whoever resolved the alert meanwhile. */
export type HeldConditions = (
  accountIds: ReadonlyArray<AccountId>,
) => Promise<ReadonlyArray<{ readonly ruleId: AlertRuleId; readonly accountId: AccountId }>>;
