import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeatureRow, OnlineFeatures } from '../../application/ports/feature-store.js';
import { AccountId } from '../../domain/ids.js';
import { CalendarDate } from '../../domain/primitives.js';
import { valid } from '../support/valid.js';

const account = valid(AccountId);

export const featureRow = (
  accountId: string,
  day: string,
  place: bigint,
  ...values: FeatureRow['values']
): FeatureRow => ({
  ...{ accountId: account(accountId), day: valid(CalendarDate)(day), values, digest: `${accountId} ${values}` },
  position: { commit: place, prepare: place },
});

export const onlineFeaturesContract = (
  adapter: string,
  start: () => Promise<{ readonly store: OnlineFeatures; readonly close: () => Promise<void> }>,
): void => {
  describe(`online features in ${adapter}`, () => {
    let started: Awaited<ReturnType<typeof start>>;
    beforeAll(async () => {
      started = await start();
    });
    afterAll(() => started.close());

    it('are found as they were put, whatever their values are', async () => {
      const row = featureRow('acme', '2026-03-01', 2n ** 60n, 1.5, 'gold', null);
      await started.store.put('one', [row, featureRow('other', '2026-03-01', 1n, 2)]);
      expect(await started.store.get('one', account('acme'))).toEqual(row);
      expect(await started.store.get('one', account('nobody'))).toBeUndefined();
      expect(await started.store.get('another', account('acme'))).toBeUndefined();
    });

    it('are those of whoever had read more of the log, and of the later day', async () => {
      const [first, later] = [featureRow('b', '2026-03-01', 900n, 1), featureRow('b', '2026-03-01', 1_000n, 2)];
      await started.store.put('one', [later]);
      await started.store.put('one', [first]);
      expect(await started.store.get('one', account('b'))).toEqual(later);
      const nextDay = featureRow('b', '2026-03-02', 1_000n, 3);
      await started.store.put('one', [nextDay, later]);
      expect(await started.store.get('one', account('b'))).toEqual(nextDay);
    });

    it('are gone once they are forgotten', async () => {
      await started.store.put('one', [featureRow('c', '2026-03-01', 1n, 1)]);
      await started.store.forget('one', [account('c')]);
      await started.store.forget('one', []);
      expect(await started.store.get('one', account('c'))).toBeUndefined();
    });
  });
};
