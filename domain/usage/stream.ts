import type { AccountId } from '../ids.js';
import type { Timestamp } from '../primitives.js';

/** A stream a month, so that none grows without end. */
export const usageStream = (accountId: AccountId, at: Timestamp): string =>
  `usage-${accountId}-${at.slice(0, 4)}${at.slice(5, 7)}`;

/** The month of a stream of usage, as `yyyymm`; undefined of any other stream. */
export const monthOfUsageStream = (streamName: string): string | undefined =>
  /^usage-.+-(\d{6})$/.exec(streamName)?.[1];
