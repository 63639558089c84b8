import type { AccountId } from '../../domain/ids.js';
import type { CalendarDate } from '../../domain/primitives.js';
import type { FeatureRow, FeatureStatistics, ParityNote } from './feature-store.js';

/** What a definition says of itself. */
export type DescribedFeature = {
  readonly column: string;
  readonly name: string;
  readonly version: number;
  readonly entity: string;
  readonly kind: 'number' | 'category';
  /** Days that it looks back; `null` where it is told from all there was. */
  readonly window: number | null;
  readonly nullRule: 'never' | 'before-first' | 'no-basis';
  readonly description: string;
  /** Of what it says and of what it computes. */
  readonly hash: string;
};

/** What is asked about features. */
export type FeatureQueries = {
  /** The hash of all definitions together. */
  readonly set: string;
  readonly definitions: ReadonlyArray<DescribedFeature>;
  readonly statistics: () => Promise<ReadonlyArray<FeatureStatistics>>;
  readonly parity: () => Promise<ParityNote | undefined>;
  /** Of a root account today, as served. */
  readonly latest: (accountId: AccountId) => Promise<FeatureRow | undefined>;
  /** Of a root account at the end of a day, from what the log held at the end of another where that is given. */
  readonly asOf: (accountId: AccountId, day: CalendarDate, knownAt?: CalendarDate) => Promise<FeatureRow | undefined>;
};
