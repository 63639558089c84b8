import type { AlertStatus, NoticeAbout, ResolvedBy } from '../../domain/alert/names.js';
import { type AlertState, type Opened, resolutionOf, statusOf } from '../../domain/alert/state.js';
import type { AlertRuleDefinition } from '../../domain/alert-rule/events.js';
import { type AlertRuleState, isPaused } from '../../domain/alert-rule/state.js';
import type { Freshness } from '../freshness.js';

/** `failed` is tried again at `retryAt`, `given-up` is not. */
export type Delivery = {
  readonly channel: string;
  readonly about: NoticeAbout;
  readonly state: 'waiting' | 'delivered' | 'failed' | 'given-up';
  readonly deliveredAt: string | null;
  readonly attempts: number;
  /** Why the last attempt failed. */
  readonly reason: string | null;
  readonly retryAt: string | null;
};

export type Alert = Pick<Opened, 'alertId' | 'ruleId' | 'ruleName' | 'ruleSavedAt' | 'accountId' | 'seen'> & {
  readonly openedAt: string;
  readonly status: AlertStatus;
  readonly acknowledgedAt: string | null;
  readonly escalatedAt: string | null;
  readonly resolvedAt: string | null;
  readonly resolvedBy: ResolvedBy | null;
  readonly deliveries: ReadonlyArray<Delivery>;
};

export type AlertRule = AlertRuleDefinition & {
  readonly ruleId: string;
  readonly savedAt: string;
  readonly paused: boolean;
};

type AlertFilter = {
  /** Of any account where it is left out. */
  readonly accountIds?: ReadonlyArray<string>;
  readonly status?: AlertStatus;
  readonly ruleId?: string;
};

/** Where the page before ended. */
export type AlertPlace = { readonly openedAt: string; readonly alertId: string };

export type AlertQueries = {
  /** The latest first; at most `limit`, from after `after` on. */
  readonly list: (
    filter: AlertFilter,
    page: { readonly limit: number; readonly after?: AlertPlace },
  ) => Promise<{ readonly items: ReadonlyArray<Alert>; readonly freshness: Freshness }>;
  readonly find: (alertId: string) => Promise<{ readonly alert: Alert | undefined; readonly freshness: Freshness }>;
  /** Every rule, by name. */
  readonly rules: () => Promise<{ readonly items: ReadonlyArray<AlertRule>; readonly freshness: Freshness }>;
};

const deliveriesOf = ({ opened, escalatedAt, notices }: AlertState): ReadonlyArray<Delivery> => {
  const { channels = [], escalation = null } = opened?.value.plan ?? {};
  const planned = [
    ...channels.map((channel) => ['opened', channel] as const),
    ...(escalatedAt === undefined || escalation === null
      ? []
      : escalation.channels.map((channel) => ['escalated', channel] as const)),
  ];
  const told = Object.values(notices);
  return planned.map(([about, channel]) => {
    const { deliveredAt, failure } = told.find((one) => one.about === about && one.channel === channel) ?? {};
    const { attempt = 0, reason = null, retryAt = null } = failure?.value ?? {};
    const delivered = deliveredAt !== undefined;
    const tried = failure === undefined ? 'waiting' : retryAt === null ? 'given-up' : 'failed';
    return {
      channel,
      about,
      state: delivered ? 'delivered' : tried,
      deliveredAt: deliveredAt ?? null,
      attempts: attempt + (delivered ? 1 : 0),
      reason,
      retryAt: delivered ? null : retryAt,
    };
  });
};

/** As read models and the API show it; nothing before it was opened. */
export const alertOf = (state: AlertState): ReadonlyArray<Alert> => {
  if (state.opened === undefined) return [];
  const { alertId, ruleId, ruleName, ruleSavedAt, accountId, seen, occurredAt } = state.opened.value;
  const resolution = resolutionOf(state);
  return [
    {
      ...{ alertId, ruleId, ruleName, ruleSavedAt, accountId, seen },
      openedAt: occurredAt,
      status: statusOf(state),
      acknowledgedAt: state.acknowledgedAt ?? null,
      escalatedAt: state.escalatedAt ?? null,
      resolvedAt: resolution?.at ?? null,
      resolvedBy: resolution?.by ?? null,
      deliveries: deliveriesOf(state),
    },
  ];
};

export const alertRuleOf = (ruleId: string, state: AlertRuleState): ReadonlyArray<AlertRule> =>
  state.saved === undefined ? [] : [{ ...state.saved.value, ruleId, savedAt: state.saved.at, paused: isPaused(state) }];
