import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PULL_LEASE_SECONDS, type PullLeases } from '../../application/ports/pull-leases.js';

export type PullLeasesUnderTest = {
  readonly leases: PullLeases;
  /** Nothing was heard of the holder for so long. */
  readonly silence: (holder: string, seconds: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

const ALL = ['hubspot/a', 'hubspot/b', 'zendesk/a', 'zendesk/b'];

export const pullLeasesContract = (adapter: string, start: () => Promise<PullLeasesUnderTest>): void => {
  describe(`leases of what is pulled, ${adapter}`, () => {
    let underTest: PullLeasesUnderTest;
    let leases: PullLeases;
    beforeAll(async () => {
      underTest = await start();
      leases = underTest.leases;
    });
    afterAll(() => underTest.close());

    const holds = async (holder: string): Promise<ReadonlyArray<string>> =>
      [...(await leases.claim(holder, ALL)).held].sort();

    it('are all of the only process there is', async () => {
      expect(await leases.claim('one', [])).toEqual({ held: new Set(), surplus: new Set() });
      expect(await holds('one')).toEqual(ALL);
      expect(await holds('one')).toEqual(ALL);
    });

    it('pass to another when they are released, and not before', async () => {
      expect(await holds('two')).toEqual([]);
      const { held, surplus } = await leases.claim('one', ALL);
      expect([held.size, surplus.size]).toEqual([2, 2]);
      expect(await holds('two')).toEqual([]);
      await leases.release('two', ALL);
      await leases.release('one', [...surplus]);
      expect(await holds('two')).toEqual([...surplus].sort());
      expect(await leases.claim('one', ALL)).toEqual({ held, surplus: new Set() });
    });

    it('are of one at a time, however many claim at once', async () => {
      const claims = await Promise.all(
        ['one', 'two', 'one', 'two'].map(async (holder) => [holder, await holds(holder)]),
      );
      const byTwo = claims.filter(([holder]) => holder === 'two').map(([, held]) => held);
      const byOne = claims.filter(([holder]) => holder === 'one').map(([, held]) => held);
      expect(byOne[0]).toEqual(byOne[1]);
      expect([...(byOne[0] ?? []), ...(byTwo[0] ?? [])].sort()).toEqual(ALL);
    });

    it('are taken over from a process that is silent for too long, and not sooner', async () => {
      await underTest.silence('one', PULL_LEASE_SECONDS - 5);
      expect(await holds('two')).toHaveLength(2);
      await underTest.silence('one', PULL_LEASE_SECONDS + 1);
      expect(await holds('two')).toEqual(ALL);
      expect(await holds('one')).toEqual([]);
    });

    it('are free once their process has left', async () => {
      await leases.leave('two');
      expect(await holds('one')).toEqual(ALL);
      await leases.leave('one');
    });
  });
};
