import type { AccountId } from '../ids.js';
import type { CalendarDate, Timestamp } from '../primitives.js';

/** A stream a month, so that none grows without end. */
export const usageStream = (accountId: AccountId, at: Timestamp): string =>
  `usage-${accountId}-${at.slice(0, 4)}${at.slice(5, 7)}`;

/** Streams of usage are by month: whether one can hold usage from a day on. True of any other stream. */
export const hasUsageFrom =
  (day: CalendarDate) =>
  (streamName: string): boolean => {
    const month = /^usage-.+-(\d{6})$/.exec(streamName)?.[1];
    return month === undefined || month >= day.slice(0, 7).replace('-', '');
  };
