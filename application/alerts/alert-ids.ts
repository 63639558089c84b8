import type { NoticeAbout } from '../../domain/alert/names.js';
import type { AlertId, AlertRuleId } from '../../domain/ids.js';
import type { ChannelName } from '../../domain/notice-plan.js';
import type { NonEmptyString } from '../../domain/primitives.js';
import type { AccountOrBook } from '../../domain/whole-book.js';
import { deterministicId } from '../deterministic-id.js';

/** What the ids of the alerts of a rule and an account begin with. */
export const alertsOf = (ruleId: AlertRuleId, accountId: AccountOrBook): NonEmptyString =>
  deterministicId('alerts', ruleId, accountId) as NonEmptyString;

/** The cause is an anomaly, or the day on which a condition was seen. */
export const alertIdOf = (ruleId: AlertRuleId, accountId: AccountOrBook, cause: string): AlertId =>
  `${alertsOf(ruleId, accountId)}:${deterministicId('alert', cause)}` as AlertId;

export const noticeIdOf = (alertId: AlertId, about: NoticeAbout, channel: ChannelName): string =>
  deterministicId('alert notice', alertId, about, channel);
