import { chunksOf } from '../../application/chunks-of.js';
import type { Metadata } from '../../application/metadata.js';
import type { FeatureRow, OfflineFeatures } from '../../application/ports/feature-store.js';
import type { AccountId } from '../../domain/ids.js';
import type { CalendarDate } from '../../domain/primitives.js';
import type { ComputeFeatures } from '../features/compute-features.js';
import type { FeatureSet } from '../features/feature-set.js';
import type { Predicted } from './predict-accounts.js';

type Deps = {
  readonly set: FeatureSet;
  readonly offline: Pick<OfflineFeatures, 'rows'>;
  readonly compute: ComputeFeatures;
  readonly predict: (rows: ReadonlyArray<FeatureRow>, by: Metadata) => Promise<Predicted>;
  readonly everyone: () => Promise<ReadonlyArray<AccountId>>;
  readonly today: () => CalendarDate;
};

type Followed = { readonly signal: AbortSignal; readonly onProgress: (done: number, of: number) => void };

const ACCOUNTS_AT_ONCE = 100;

/**
 * Scores every account that is there from its features of today, told anew where none are kept. Can be stopped, and done again
 * from the start: what was said already is not worked out twice. Answers how many predictions were new.
 */
export const scoreAccounts =
  ({ set, offline, compute, predict, everyone, today }: Deps) =>
  async (by: Metadata, { signal, onProgress }: Followed): Promise<number> => {
    const ids = await everyone();
    let appended = 0;
    let done = 0;
    for (const some of chunksOf(ids, ACCOUNTS_AT_ONCE)) {
      signal.throwIfAborted();
      const kept = await offline.rows(set.hash, some, [today()]);
      const have = new Set(kept.map(({ accountId }) => accountId));
      const told = await compute(
        some.filter((accountId) => !have.has(accountId)),
        [today()],
      );
      appended += (await predict([...kept, ...told], by)).appended;
      done += some.length;
      onProgress(done, ids.length);
    }
    return appended;
  };
