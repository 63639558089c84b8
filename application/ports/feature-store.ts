import type { AccountId } from '../../domain/ids.js';
import type { CalendarDate } from '../../domain/primitives.js';
import type { Position } from '../position.js';

/** A number, the text of a category, or `null` where it is missing. */
export type FeatureValue = number | string | null;

/** The features of a root account at the end of a day, in the order of the columns of their set, and where they come from. */
export type FeatureRow = {
  readonly accountId: AccountId;
  readonly day: CalendarDate;
  readonly values: ReadonlyArray<FeatureValue>;
  /** Of the definitions, account, day and values. */
  readonly digest: string;
  /** Up to where the log had been read, at least, when it was told. */
  readonly position: Position;
};

/** How the values of a column spread over accounts on a day; all but the counts are `null` of categories and where nothing is there. */
export type FeatureStatistics = {
  readonly column: string;
  readonly day: CalendarDate;
  readonly count: number;
  readonly missing: number;
  readonly mean: number | null;
  readonly sd: number | null;
  /** At 0, 5, 25, 50, 75, 95 and 100 %. */
  readonly quantiles: ReadonlyArray<number> | null;
  /** How often each of the most frequent categories came. */
  readonly categories: Readonly<Record<string, number>> | null;
};

/** What a comparison of what is served with what the facts give found. */
export type ParityNote = {
  readonly at: Date;
  readonly checked: number;
  readonly differing: ReadonlyArray<{ readonly accountId: AccountId; readonly columns: ReadonlyArray<string> }>;
};

/** History, row by row; `set` is the hash of the definitions, so that old and new ones stand side by side. */
export type OfflineFeatures = {
  /** Writes rows in place of those of the same account and day, but never over one of a later position. */
  readonly put: (set: string, rows: ReadonlyArray<FeatureRow>) => Promise<void>;
  /** The rows there are of these accounts and days, in order of both. */
  readonly rows: (
    set: string,
    accountIds: ReadonlyArray<AccountId>,
    days: ReadonlyArray<CalendarDate>,
  ) => Promise<ReadonlyArray<FeatureRow>>;
  /** The row of the latest day of each account; of all of them where none are named. */
  readonly latest: (set: string, accountIds?: ReadonlyArray<AccountId>) => Promise<ReadonlyArray<FeatureRow>>;
  /** The days from `since` on that the accounts have rows for. */
  readonly keptDays: (
    set: string,
    accountIds: ReadonlyArray<AccountId>,
    since: CalendarDate,
  ) => Promise<ReadonlyMap<AccountId, ReadonlyArray<CalendarDate>>>;
  /** Drops all rows of accounts, such as turned out to be others. */
  readonly forget: (set: string, accountIds: ReadonlyArray<AccountId>) => Promise<void>;
  /** Of days before this one, keeps the first of each month only. */
  readonly thin: (set: string, before: CalendarDate) => Promise<void>;
  readonly keepStatistics: (set: string, statistics: ReadonlyArray<FeatureStatistics>) => Promise<void>;
  /** Of the last day they were kept for. */
  readonly statistics: (set: string) => Promise<ReadonlyArray<FeatureStatistics>>;
  readonly noteParity: (set: string, note: ParityNote) => Promise<void>;
  /** The last one. */
  readonly parity: (set: string) => Promise<ParityNote | undefined>;
};

/** The row of each account that holds now, found in about a millisecond. */
export type OnlineFeatures = {
  /** As `OfflineFeatures.put`, one row an account: of the later position, and of the later day where those are the same. Rejects where the store does not answer. */
  readonly put: (set: string, rows: ReadonlyArray<FeatureRow>) => Promise<void>;
  /** `undefined` where there is none, or where the store does not answer at once. */
  readonly get: (set: string, accountId: AccountId) => Promise<FeatureRow | undefined>;
  readonly forget: (set: string, accountIds: ReadonlyArray<AccountId>) => Promise<void>;
};
