import { type Keyed, lookUp, put } from '../keyed.js';
import { type Dated, earlier, latest } from '../latest.js';
import type { ChannelName } from '../notice-plan.js';
import type { Timestamp } from '../primitives.js';
import type { AlertEvent } from './events.js';
import type { AlertStatus, NoticeAbout, ResolvedBy } from './names.js';

export type Opened = Extract<AlertEvent, { type: 'AlertOpened' }>['data'];
type Failed = Extract<AlertEvent, { type: 'AlertNoticeFailed' }>['data'];

/** How telling one channel one thing went. */
export type Notice = {
  readonly channel: ChannelName;
  readonly about: NoticeAbout;
  readonly deliveredAt: Timestamp | undefined;
  /** The last one. */
  readonly failure: Dated<Pick<Failed, 'attempt' | 'reason' | 'retryAt'>> | undefined;
};

export type AlertState = {
  readonly opened: Dated<Opened> | undefined;
  readonly acknowledgedAt: Timestamp | undefined;
  readonly escalatedAt: Timestamp | undefined;
  readonly resolvedAt: { readonly [By in ResolvedBy]?: Timestamp };
  readonly notices: Keyed<Notice>;
};

export const initialAlert: AlertState = {
  opened: undefined,
  acknowledgedAt: undefined,
  escalatedAt: undefined,
  resolvedAt: {},
  notices: {},
};

export const isCondition = ({ what }: Opened['seen']): boolean => what !== 'anomaly';

/** By whom it was resolved first, if it was. */
export const resolutionOf = ({
  resolvedAt: { person, condition },
}: AlertState): { readonly at: Timestamp; readonly by: ResolvedBy } | undefined => {
  if (person !== undefined && (condition === undefined || person <= condition)) return { at: person, by: 'person' };
  return condition === undefined ? undefined : { at: condition, by: 'condition' };
};

export const statusOf = (state: AlertState): AlertStatus => {
  if (resolutionOf(state) !== undefined) return 'resolved';
  return state.acknowledgedAt === undefined ? 'open' : 'acknowledged';
};

/** It is about a condition that has not ended yet, whoever resolved the alert meanwhile. */
export const stillHolds = ({ opened, resolvedAt }: AlertState): boolean =>
  opened !== undefined && isCondition(opened.value.seen) && resolvedAt.condition === undefined;

const keyOf = (about: NoticeAbout, channel: ChannelName): string => `${about} ${channel}`;

export const noticeOf = ({ notices }: AlertState, about: NoticeAbout, channel: ChannelName): Notice =>
  lookUp(notices, keyOf(about, channel)) ?? { about, channel, deliveredAt: undefined, failure: undefined };

const withNotice = (state: AlertState, notice: Notice): AlertState => ({
  ...state,
  notices: put(state.notices, keyOf(notice.about, notice.channel), notice),
});

const lastFailure = (a: Notice['failure'], b: NonNullable<Notice['failure']>): Notice['failure'] => {
  const attempts = (failure: Notice['failure']): number => failure?.value.attempt ?? -1;
  if (attempts(a) !== attempts(b)) return attempts(a) > attempts(b) ? a : b;
  return latest(a, b);
};

/** Of one alert. */
export const evolveAlert = (state: AlertState, event: AlertEvent): AlertState => {
  const { occurredAt: at } = event.data;
  switch (event.type) {
    case 'AlertOpened':
      return { ...state, opened: latest(state.opened, { value: event.data, at }) };
    case 'AlertAcknowledged':
      return { ...state, acknowledgedAt: earlier(state.acknowledgedAt, at) };
    case 'AlertEscalated':
      return { ...state, escalatedAt: earlier(state.escalatedAt, at) };
    case 'AlertResolved': {
      const { by } = event.data;
      return { ...state, resolvedAt: { ...state.resolvedAt, [by]: earlier(state.resolvedAt[by], at) } };
    }
    case 'AlertNoticeDelivered': {
      const notice = noticeOf(state, event.data.about, event.data.channel);
      return withNotice(state, { ...notice, deliveredAt: earlier(notice.deliveredAt, at) });
    }
    case 'AlertNoticeFailed': {
      const { about, channel, attempt, reason, retryAt } = event.data;
      const notice = noticeOf(state, about, channel);
      const failure = lastFailure(notice.failure, { value: { attempt, reason, retryAt }, at });
      return withNotice(state, { ...notice, failure });
    }
  }
};

/** By id, the alerts of one rule and account. */
export type AlertsState = Keyed<AlertState>;

export const alertIn = (state: AlertsState, alertId: string): AlertState => lookUp(state, alertId) ?? initialAlert;

export const evolve = (state: AlertsState, event: AlertEvent): AlertsState => {
  const { alertId } = event.data;
  return put(state, alertId, evolveAlert(alertIn(state, alertId), event));
};
