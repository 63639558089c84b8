import type { AccountSeries } from '../../domain/health/daily-series.js';
import type { AccountId } from '../../domain/ids.js';
import type { Keyed } from '../../domain/keyed.js';
import type { CalendarDate } from '../../domain/primitives.js';

type MergedGroup = { readonly root: AccountId; readonly members: ReadonlyArray<AccountId> };

/** What the read model knows of a health stream. */
export type RecordedScores = {
  /** The last revision of the stream it has folded; `undefined` before the first. */
  readonly revision: bigint | undefined;
  /** `fingerprintOf` the last score of each day. */
  readonly days: Keyed<string>;
};

/** What scoring reads. All of it comes from read models, so it may trail the log. */
export type HealthInputs = {
  /** The account that stands for a merged group, and all who belong to it, the root among them. */
  readonly mergedGroup: (accountId: AccountId) => Promise<MergedGroup>;
  /**
   * The series of each account from its first day with data up to and with `to`; accounts and metrics without data
   * are left out. Flows: `events`, `events/<feature>`, `active_users`, `tickets_opened`, `tickets_solved`,
   * `engagements`, `stakeholders_left`, and `csat` (sum and count of ratings from 0 to 1). Levels, as last said on the
   * day: `seats`, `arr`.
   */
  readonly dailySeries: (
    accountIds: ReadonlyArray<AccountId>,
    to: CalendarDate,
  ) => Promise<ReadonlyMap<AccountId, AccountSeries>>;
  /** The days from `from` on for which any of the accounts has data in any of those series but `arr`, in order. */
  readonly factDays: (accountIds: ReadonlyArray<AccountId>, from: CalendarDate) => Promise<ReadonlyArray<CalendarDate>>;
  /** The scored days of an account from `from` on, and how far its stream has been read; both as of one moment. */
  readonly scoredDays: (accountId: AccountId, from: CalendarDate) => Promise<RecordedScores>;
};
