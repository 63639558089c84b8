import { setTimeout as sleep } from 'node:timers/promises';
import type { FeatureRow, FeatureValue, ParityNote } from '../../application/ports/feature-store.js';
import type { AccountId } from '../../domain/ids.js';
import type { ComputeFeatures } from './compute-features.js';
import type { FeatureSet } from './feature-set.js';
import type { KeptFeatures } from './serve-features.js';

type Deps = {
  readonly kept: KeptFeatures;
  readonly compute: ComputeFeatures;
  readonly set: FeatureSet;
  readonly now: () => Date;
};

type Differing = ParityNote['differing'][number];

const columnsThatDiffer = (
  { features }: FeatureSet,
  served: ReadonlyArray<FeatureValue>,
  told: ReadonlyArray<FeatureValue>,
): ReadonlyArray<string> =>
  features.flatMap(({ column }, i) => ((served[i] ?? null) === (told[i] ?? null) ? [] : [column]));

/**
 * Compares what is served of these root accounts with what the facts give for the same day. Facts may come in between, so a
 * difference counts only if it is there again, of the same row, after each of `looksAgainAfterMs`. Accounts that nothing is
 * served of are left out.
 */
export const checkParity =
  ({ kept, compute, set, now }: Deps) =>
  async (
    accountIds: ReadonlyArray<AccountId>,
    looksAgainAfterMs: ReadonlyArray<number> = [500, 2_000, 5_000],
  ): Promise<ParityNote> => {
    const compare = async (row: FeatureRow): Promise<Differing | undefined> => {
      const [told] = await compute([row.accountId], [row.day]);
      const columns = columnsThatDiffer(set, row.values, told?.values ?? []);
      return columns.length === 0 ? undefined : { accountId: row.accountId, columns };
    };
    const found = async (ids: ReadonlyArray<AccountId>) => {
      const all = await Promise.all(ids.map(kept));
      const served = all.filter((row) => row !== undefined);
      const differing: Array<Differing> = [];
      for (const row of served) {
        const difference = await compare(row);
        if (difference !== undefined) differing.push(difference);
      }
      return { checked: served.length, differing };
    };
    const first = await found(accountIds);
    let { differing } = first;
    for (const wait of looksAgainAfterMs) {
      if (differing.length === 0) break;
      await sleep(wait);
      ({ differing } = await found(differing.map(({ accountId }) => accountId)));
    }
    return { at: now(), checked: first.checked, differing };
  };
