import type { DomainEvent } from '../../domain/catalogue.js';
import type { AccountSeries } from '../../domain/health/daily-series.js';
import type { AccountId } from '../../domain/ids.js';
import type { CalendarDate, Timestamp } from '../../domain/primitives.js';
import type { Position } from '../position.js';

/** A fact without what is personal, and when the log took it: both clocks. */
export type SaidFact = { readonly event: DomainEvent; readonly recordedAt: Timestamp };

/** Only what the log held at the end of the day `knownAt` (UTC); all that is known now where that is not given. */
export type Known = { readonly knownAt?: CalendarDate | undefined };

/** What features are told from. All of it comes from read models, so it may trail the log. */
export type FeatureInputs = {
  /** The group of each account, by its root: all who were merged into one, the root first. Who belongs together is read as it is known now. */
  readonly groupsOf: (
    accountIds: ReadonlyArray<AccountId>,
  ) => Promise<ReadonlyMap<AccountId, ReadonlyArray<AccountId>>>;
  /** Facts about contracts, cases, people, opportunities, anomalies and the account itself, in any order. */
  readonly facts: (
    accountIds: ReadonlyArray<AccountId>,
    known: Known,
  ) => Promise<ReadonlyMap<AccountId, ReadonlyArray<SaidFact>>>;
  /**
   * The series of each account up to and with `to` of what no later fact takes back. Flows: `events`, `events/<feature>`,
   * `active_users`, `engagements`, `features_adopted`; a level, as last said on the day: `seats`.
   */
  readonly series: (
    accountIds: ReadonlyArray<AccountId>,
    to: CalendarDate,
    known: Known,
  ) => Promise<ReadonlyMap<AccountId, AccountSeries>>;
  /** What was published of how others do, in any order. */
  readonly benchmarks: (known: Known) => Promise<ReadonlyArray<SaidFact>>;
  /** Up to where both have read the log; `undefined` while nothing was read. */
  readonly position: () => Promise<Position | undefined>;
};
