import * as t from 'io-ts';
import { Seen } from '../../domain/alert/events.js';
import { AlertStatus, NoticeAbout, ResolvedBy } from '../../domain/alert/names.js';
import { AlertRuleDefinition } from '../../domain/alert-rule/events.js';
import { nullable, oneOf } from '../../domain/primitives.js';
import { Freshness } from './freshness.js';
import { day, instant, integer, position } from './texts.js';

/** `failed` is tried again at `retryAt`, `given-up` is not. */
const Delivery = t.strict(
  {
    channel: t.string,
    about: NoticeAbout,
    state: oneOf('waiting', 'delivered', 'failed', 'given-up'),
    deliveredAt: nullable(instant),
    attempts: integer,
    reason: nullable(t.string),
    retryAt: nullable(instant),
  },
  'Delivery',
);

/** `ruleSavedAt` says by which version of the rule; `resolvedBy` whether somebody resolved it, or what it is about ended. */
const Alert = t.strict(
  {
    alertId: t.string,
    ruleId: t.string,
    ruleName: t.string,
    ruleSavedAt: instant,
    accountId: t.string,
    seen: Seen,
    openedAt: instant,
    status: AlertStatus,
    acknowledgedAt: nullable(instant),
    escalatedAt: nullable(instant),
    resolvedAt: nullable(instant),
    resolvedBy: nullable(ResolvedBy),
    deliveries: t.readonlyArray(Delivery),
  },
  'Alert',
);

export const AlertPage = t.strict(
  { items: t.readonlyArray(Alert), nextCursor: nullable(t.string), freshness: Freshness },
  'AlertPage',
);
export type AlertPage = t.TypeOf<typeof AlertPage>;

export const FoundAlert = t.strict({ alert: Alert, freshness: Freshness }, 'FoundAlert');
export type FoundAlert = t.TypeOf<typeof FoundAlert>;

/** Ask for the alert at `position` to read what was changed. */
export const ChangedAlert = t.strict({ alertId: t.string, position: nullable(position) }, 'ChangedAlert');
export type ChangedAlert = t.TypeOf<typeof ChangedAlert>;

const AlertRule = t.strict(
  { ruleId: t.string, savedAt: instant, paused: t.boolean, ...AlertRuleDefinition.type.props },
  'AlertRule',
);

export const AlertRuleList = t.strict({ items: t.readonlyArray(AlertRule), freshness: Freshness }, 'AlertRuleList');
export type AlertRuleList = t.TypeOf<typeof AlertRuleList>;

/** Ask for the rules at `position` to read what was changed. */
export const ChangedAlertRule = t.strict({ ruleId: t.string, position: nullable(position) }, 'ChangedAlertRule');
export type ChangedAlertRule = t.TypeOf<typeof ChangedAlertRule>;

/** What a rule would have alerted from one day to another, the latest first; `accounts` are those that it watches. */
export const TriedAlertRule = t.strict(
  {
    from: day,
    to: day,
    accounts: integer,
    count: integer,
    sample: t.readonlyArray(t.strict({ accountId: t.string, seen: Seen }, 'WouldBeAlert')),
    freshness: Freshness,
  },
  'TriedAlertRule',
);
export type TriedAlertRule = t.TypeOf<typeof TriedAlertRule>;

const ChannelKind = oneOf('webhook', 'slack', 'mail');

export const AlertChannelList = t.strict(
  { items: t.readonlyArray(t.strict({ name: t.string, kind: ChannelKind }, 'AlertChannel')) },
  'AlertChannelList',
);
export type AlertChannelList = t.TypeOf<typeof AlertChannelList>;

/** Of a webhook, with the secret that signs, this once. */
export const SavedAlertChannel = t.strict(
  { name: t.string, kind: ChannelKind, secret: nullable(t.string) },
  'SavedAlertChannel',
);
export type SavedAlertChannel = t.TypeOf<typeof SavedAlertChannel>;
