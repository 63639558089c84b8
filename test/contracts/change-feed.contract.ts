import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangeFeed, ChangeNotice } from '../../application/ports/change-feed.js';

export type ChangeFeedUnderTest = {
  readonly feed: ChangeFeed;
  /** What the listeners threw so far. */
  readonly errors: ReadonlyArray<Error>;
  readonly close: () => Promise<void>;
};

const notice = (readModel: string, key: string): ChangeNotice => ({ readModel, key, position: '4711' });

/** Resolves once a listener on that read model heard of the key, so that all sent before it has been heard too. */
const heard = (feed: ChangeFeed, readModel: string, key: string): Promise<void> =>
  new Promise((resolve) => {
    const stop = feed.subscribe(readModel, (told) => {
      if (told.key !== key) return;
      stop();
      resolve();
    });
  });

export const changeFeedContract = (adapter: string, start: () => Promise<ChangeFeedUnderTest>): void => {
  describe(`change feed, ${adapter}`, () => {
    let underTest: ChangeFeedUnderTest;
    let feed: ChangeFeed;
    beforeAll(async () => {
      underTest = await start();
      feed = underTest.feed;
    });
    afterAll(() => underTest.close());

    const listen = (readModel: string) => {
      const told: Array<ChangeNotice> = [];
      const stop = feed.subscribe(readModel, (one) => {
        told.push(one);
      });
      return { told, stop };
    };

    it('tells every listener of a read model, and no other', async () => {
      const [a, b, other] = [listen('accounts'), listen('accounts'), listen('trends')];
      const done = heard(feed, 'accounts', 'globex');
      feed.publish([notice('accounts', 'acme'), notice('accounts', 'globex')]);
      await done;
      expect(a.told).toEqual([notice('accounts', 'acme'), notice('accounts', 'globex')]);
      expect(b.told).toEqual(a.told);
      expect(other.told).toEqual([]);
    });

    it('sorts the notices of one batch by read model', async () => {
      const [accounts, health] = [listen('accounts'), listen('health')];
      const done = Promise.all([heard(feed, 'accounts', 'last'), heard(feed, 'health', 'last')]);
      feed.publish([notice('accounts', 'last'), notice('health', 'last')]);
      await done;
      expect(accounts.told).toEqual([notice('accounts', 'last')]);
      expect(health.told).toEqual([notice('health', 'last')]);
    });

    it('says nothing more to a listener that left, and goes on for the rest', async () => {
      const [leaving, staying] = [listen('usage'), listen('usage')];
      leaving.stop();
      leaving.stop();
      const done = heard(feed, 'usage', 'acme');
      feed.publish([notice('usage', 'acme')]);
      await done;
      expect(leaving.told).toEqual([]);
      expect(staying.told).toHaveLength(1);
    });

    it('does not let a listener that throws reach the publisher or the others', async () => {
      const stop = feed.subscribe('reports', () => {
        throw new Error('this listener is broken');
      });
      const other = listen('reports');
      const done = heard(feed, 'reports', 'acme');
      feed.publish([notice('reports', 'acme')]);
      await done;
      stop();
      expect(other.told).toHaveLength(1);
      expect(underTest.errors.map(({ message }) => message)).toContain('this listener is broken');
    });

    it('calls nobody before publishing has returned', async () => {
      const listener = listen('forecasts');
      const done = heard(feed, 'forecasts', 'acme');
      feed.publish([notice('forecasts', 'acme')]);
      expect(listener.told).toEqual([]);
      await done;
      expect(listener.told).toHaveLength(1);
    });

    it('takes notices that nobody listens to', async () => {
      expect(() => feed.publish([notice('nobody', 'acme')])).not.toThrow();
      expect(() => feed.publish([])).not.toThrow();
    });
  });
};
