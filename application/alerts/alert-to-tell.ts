import type { Seen } from '../../domain/alert/events.js';
import type { AlertStatus } from '../../domain/alert/names.js';
import { type AlertState, type Opened, statusOf } from '../../domain/alert/state.js';
import type { AlertId, AlertRuleId } from '../../domain/ids.js';
import type { NonEmptyString, Timestamp } from '../../domain/primitives.js';
import type { AccountOrBook } from '../../domain/whole-book.js';

/** What receivers are told of an alert. Nothing of it is about a person. */
export type Alert = {
  readonly alertId: AlertId;
  readonly ruleId: AlertRuleId;
  readonly ruleName: NonEmptyString;
  readonly accountId: AccountOrBook;
  readonly accountName: string | null;
  readonly openedAt: Timestamp;
  readonly status: AlertStatus;
  readonly seen: Seen;
  /** Where it is read and acknowledged. */
  readonly url: string;
};

export const alertToTell = (
  state: AlertState,
  { alertId, ruleId, ruleName, accountId, occurredAt, seen }: Opened,
  { accountName, publicUrl }: { readonly accountName: string | null; readonly publicUrl: string },
): Alert => ({
  ...{ alertId, ruleId, ruleName, accountId, accountName, seen },
  openedAt: occurredAt,
  status: statusOf(state),
  url: `${publicUrl}/api/v1/alerts/${alertId}`,
});
