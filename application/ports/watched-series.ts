import type { AccountSeries } from '../../domain/health/daily-series.js';
import type { AccountId } from '../../domain/ids.js';
import type { CalendarDate } from '../../domain/primitives.js';

/**
 * The series of accounts over the days `[from, to)`, those of a merged group under its root; accounts and metrics without
 * data are left out. Levels are there on the days they were said.
 */
export type WatchedSeries = (asked: {
  readonly accountIds: ReadonlyArray<AccountId>;
  readonly metrics: ReadonlyArray<string>;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** As the log knew them, and who belonged together, at the end of this day. */
  readonly knownAt?: CalendarDate | undefined;
}) => Promise<ReadonlyMap<AccountId, AccountSeries>>;
