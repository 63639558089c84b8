import type { ChannelName } from '../notice-plan.js';
import { type Timestamp, timestampOf } from '../primitives.js';
import type { NoticeAbout } from './names.js';
import { type AlertState, noticeOf, statusOf } from './state.js';

/** Somebody still has to be told, from `due` on; `since` is when there was something to tell. */
export type PendingNotice = {
  readonly channel: ChannelName;
  readonly about: NoticeAbout;
  readonly since: Timestamp;
  readonly due: Timestamp;
  /** How often it was tried. */
  readonly attempts: number;
};

export const pendingNotices = (state: AlertState): ReadonlyArray<PendingNotice> => {
  const { opened, escalatedAt } = state;
  if (opened === undefined) return [];
  const pending = (about: NoticeAbout, channels: ReadonlyArray<ChannelName>, since: Timestamp) =>
    [...new Set(channels)].flatMap((channel): ReadonlyArray<PendingNotice> => {
      const { deliveredAt, failure } = noticeOf(state, about, channel);
      if (deliveredAt !== undefined || failure?.value.retryAt === null) return [];
      return [{ channel, about, since, due: failure?.value.retryAt ?? since, attempts: failure?.value.attempt ?? 0 }];
    });
  const { channels, escalation } = opened.value.plan;
  return [
    ...pending('opened', channels, opened.at),
    ...(escalatedAt === undefined ? [] : pending('escalated', escalation?.channels ?? [], escalatedAt)),
  ];
};

const MINUTE_MS = 60_000;

/** When an alert whose first notice could go out at `told` is escalated, if nobody acknowledges it; undefined if it is not. */
export const escalatesAt = (state: AlertState, told: Timestamp): Timestamp | undefined => {
  const escalation = state.opened?.value.plan.escalation ?? null;
  if (escalation === null || state.escalatedAt !== undefined || statusOf(state) !== 'open') return undefined;
  return timestampOf(Date.parse(told) + escalation.afterMinutes * MINUTE_MS);
};

/** When there is something to do for the alert, or later where hours are quiet then; undefined when there is nothing. */
export const nextDue = (state: AlertState): Timestamp | undefined => {
  const escalation = state.opened === undefined ? undefined : escalatesAt(state, state.opened.at);
  const dues = pendingNotices(state).map(({ due }) => due);
  return [...dues, ...(escalation === undefined ? [] : [escalation])].toSorted()[0];
};
