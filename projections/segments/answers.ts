import type { CalendarDate } from '../../domain/primitives.js';
import type { AccountValues, Field } from '../../domain/segment/fields.js';
import type { SegmentVersion } from '../../domain/segment/state.js';
import type { Freshness } from '../freshness.js';

/** A segment with all of its versions, the oldest first. */
export type Segment = { readonly name: string; readonly versions: ReadonlyArray<SegmentVersion> };

/** The root of a merged group as it was at the end of a day, and everybody of the group, itself first. */
export type AccountOnDay = {
  readonly accountId: string;
  readonly members: ReadonlyArray<string>;
  readonly values: AccountValues;
};

export type SegmentQueries = {
  /** By name; those that were retired too. */
  readonly list: () => Promise<{ readonly segments: ReadonlyArray<Segment>; readonly freshness: Freshness }>;
  /** With `knownAt` as far as the log was told of it by the end of that day. */
  readonly find: (
    name: string,
    knownAt?: CalendarDate,
  ) => Promise<{ readonly segment: Segment | undefined; readonly freshness: Freshness }>;
  /**
   * The accounts that were known at the end of a day, by id, as they were then; without those whose records were deleted
   * by then. Only `fields` are looked up, the others are not known; of `accountIds` (roots) where they are given.
   * With `knownAt` as far as the log was told of them by the end of that day.
   */
  readonly accountsOn: (
    day: string,
    options: {
      readonly fields: ReadonlySet<Field>;
      readonly accountIds?: ReadonlyArray<string>;
      readonly knownAt?: CalendarDate | undefined;
    },
  ) => Promise<{ readonly accounts: ReadonlyArray<AccountOnDay>; readonly freshness: Freshness }>;
};
