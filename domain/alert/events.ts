import * as t from 'io-ts';
import { message } from '../event.js';
import { AlertId, AlertRuleId, AnomalyId } from '../ids.js';
import { ChannelName, NoticePlan } from '../notice-plan.js';
import {
  CalendarDate,
  Count,
  FiniteNumber,
  NonEmptyString,
  nullable,
  Quantity,
  Score,
  Timestamp,
} from '../primitives.js';
import { AccountOrBook } from '../whole-book.js';
import { NoticeAbout, ResolvedBy } from './names.js';

/** What was seen that a rule waits for. Without an anomaly it is a condition, which holds for a while and then does not. */
export const Seen = t.union(
  [
    t.strict(
      {
        what: t.literal('anomaly'),
        anomalyId: AnomalyId,
        metric: NonEmptyString,
        kind: NonEmptyString,
        day: CalendarDate,
        value: nullable(FiniteNumber),
        expected: FiniteNumber,
        severity: Quantity,
      },
      'SeenAnomaly',
    ),
    t.strict(
      {
        what: t.literal('health'),
        day: CalendarDate,
        score: Score,
        band: nullable(NonEmptyString),
        fall: nullable(Quantity),
      },
      'SeenHealth',
    ),
    t.strict(
      { what: t.literal('metric'), metric: NonEmptyString, from: CalendarDate, day: CalendarDate, value: FiniteNumber },
      'SeenMetric',
    ),
  ],
  'Seen',
);
export type Seen = t.TypeOf<typeof Seen>;

const alert = { alertId: AlertId, occurredAt: Timestamp };

/** Holds what the rule said then: a rule that changes later changes nothing of what is open. */
export const AlertOpened = message('AlertOpened', {
  ...alert,
  ruleId: AlertRuleId,
  ruleName: NonEmptyString,
  ruleSavedAt: Timestamp,
  accountId: AccountOrBook,
  seen: Seen,
  plan: NoticePlan,
});
export const AlertAcknowledged = message('AlertAcknowledged', alert);
/** By its condition also where somebody had resolved it before: from then on the rule may alert again. */
export const AlertResolved = message('AlertResolved', { ...alert, by: ResolvedBy });
/** Nobody acknowledged it in time. */
export const AlertEscalated = message('AlertEscalated', alert);

const notice = { ...alert, channel: ChannelName, about: NoticeAbout };

/** Its receiver said that it has it. */
export const AlertNoticeDelivered = message('AlertNoticeDelivered', notice);
/** `retryAt` is null where it is not tried again. */
export const AlertNoticeFailed = message('AlertNoticeFailed', {
  ...notice,
  attempt: Count,
  reason: NonEmptyString,
  retryAt: nullable(Timestamp),
});

export const AlertEvent = t.union(
  [AlertOpened, AlertAcknowledged, AlertResolved, AlertEscalated, AlertNoticeDelivered, AlertNoticeFailed],
  'AlertEvent',
);
export type AlertEvent = t.TypeOf<typeof AlertEvent>;
