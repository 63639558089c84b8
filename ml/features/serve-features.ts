import type { FeatureRow, OfflineFeatures, OnlineFeatures } from '../../application/ports/feature-store.js';
import type { AccountId } from '../../domain/ids.js';
import type { CalendarDate } from '../../domain/primitives.js';
import type { ComputeFeatures } from './compute-features.js';
import type { FeatureSet } from './feature-set.js';

export type KeptFeatures = (accountId: AccountId) => Promise<FeatureRow | undefined>;

/** The row of the latest day that is kept of a root account: online, or offline while none is found there. */
export const keptFeatures =
  (
    online: Pick<OnlineFeatures, 'get'>,
    offline: Pick<OfflineFeatures, 'latest'>,
    { hash }: Pick<FeatureSet, 'hash'>,
  ): KeptFeatures =>
  async (accountId) =>
    (await online.get(hash, accountId)) ?? (await offline.latest(hash, [accountId]))[0];

type Deps = {
  readonly kept: KeptFeatures;
  readonly compute: ComputeFeatures;
  readonly today: () => CalendarDate;
};

/**
 * The features of a root account as they are today: as they are kept, or told anew where none of today are. `undefined` of an
 * account that nothing is known of.
 */
export const latestFeatures =
  ({ kept, compute, today }: Deps): KeptFeatures =>
  async (accountId) => {
    const row = await kept(accountId);
    if (row?.day === today()) return row;
    const [told] = await compute([accountId], [today()]);
    return told;
  };
