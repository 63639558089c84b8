import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeedCursors } from '../../application/ports/feed-cursors.js';
import type { FeedHistories } from '../../application/ports/feed-history.js';
import type { FeedStates } from '../../application/ports/feed-states.js';
import type { Receipt, Receipts } from '../../application/ports/receipts.js';

export type FeedCursorsUnderTest = {
  readonly cursors: FeedCursors & FeedHistories & FeedStates;
  readonly receipts: Receipts;
  readonly close: () => Promise<void>;
};

const pageOf = (body: string, receivedAt = '2026-03-01T09:30:00Z'): Receipt => ({
  id: randomUUID(),
  source: 'hubspot',
  connection: 'demo',
  kind: 'companies',
  headers: {},
  body: Buffer.from(body),
  receivedAt: new Date(receivedAt),
});

/** A feed that no other story knows. */
const newFeed = () => ({ source: 'hubspot', connection: 'demo', feed: randomUUID() });

export const feedCursorsContract = (adapter: string, start: () => Promise<FeedCursorsUnderTest>): void => {
  describe(`feed cursors, ${adapter}`, () => {
    let underTest: FeedCursorsUnderTest;
    let cursors: FeedCursors & FeedHistories & FeedStates;
    beforeAll(async () => {
      underTest = await start();
      cursors = underTest.cursors;
    });
    afterAll(() => underTest.close());

    const keptBodies = async (): Promise<ReadonlyArray<string>> => {
      const bodies: Array<string> = [];
      await underTest.receipts.processWaiting(100, async (given) => {
        bodies.push(...given.map(({ kind, body }) => `${kind} ${body}`));
        return given.map(() => ({ _tag: 'Processed', quarantined: [], notUnderstood: {} }));
      });
      return bodies;
    };

    it('keeps each page to be processed, and the cursor behind it', async () => {
      const feed = newFeed();
      expect(await cursors.find(feed)).toBeUndefined();
      expect(await cursors.advance({ ...feed, from: undefined, to: 'a' }, pageOf('1'))).toBe('advanced');
      expect(await cursors.advance({ ...feed, from: 'a', to: '{"after": "ü"}' }, pageOf('2'))).toBe('advanced');
      expect(await cursors.find(feed)).toBe('{"after": "ü"}');
      expect(await keptBodies()).toEqual(['companies 1', 'companies 2']);
    });

    it('keeps nothing where the cursor stands elsewhere by now', async () => {
      const feed = newFeed();
      expect(await cursors.advance({ ...feed, from: 'never', to: 'a' }, pageOf('0'))).toBe('lost');
      expect(await cursors.find(feed)).toBeUndefined();
      await cursors.advance({ ...feed, from: undefined, to: 'a' }, undefined);
      for (const from of [undefined, '', 'b']) {
        expect(await cursors.advance({ ...feed, from, to: 'c' }, pageOf('1'))).toBe('lost');
      }
      expect(await cursors.find(feed)).toBe('a');
      expect(await keptBodies()).toEqual([]);
    });

    it('moves past a page that is known already, and past one that is empty', async () => {
      const feed = newFeed();
      const page = pageOf('known');
      await underTest.receipts.keep(page);
      expect(await keptBodies()).toEqual(['companies known']);
      expect(await cursors.advance({ ...feed, from: undefined, to: 'a' }, page)).toBe('advanced');
      expect(await cursors.advance({ ...feed, from: 'a', to: 'b' }, undefined)).toBe('advanced');
      expect(await cursors.advance({ ...feed, from: 'b', to: 'b' }, undefined)).toBe('advanced');
      expect(await cursors.find(feed)).toBe('b');
      expect(await keptBodies()).toEqual([]);
    });

    it('tells feeds apart by source, connection and name', async () => {
      const feed = newFeed();
      await cursors.advance({ ...feed, from: undefined, to: 'a' }, undefined);
      expect(await cursors.find({ ...feed, connection: 'eu' })).toBeUndefined();
      expect(await cursors.find({ ...feed, source: 'zendesk' })).toBeUndefined();
      expect(await cursors.find({ ...feed, feed: 'deals' })).toBeUndefined();
    });

    it('lets one of many move it from the same place', async () => {
      const feed = newFeed();
      const race = async (from: string | undefined) => {
        const results = await Promise.all(
          Array.from({ length: 8 }, (_, i) => cursors.advance({ ...feed, from, to: `${from}${i}` }, pageOf(`${i}`))),
        );
        expect(results.filter((result) => result === 'advanced')).toHaveLength(1);
        expect(await cursors.find(feed)).toBe(`${from}${results.indexOf('advanced')}`);
        expect(await keptBodies()).toEqual([`companies ${results.indexOf('advanced')}`]);
      };
      await race(undefined);
      await race(await cursors.find(feed));
    });

    it('shows how each feed did when it last ran, and when its cursor moved', async () => {
      const feed = newFeed();
      const mine = async () => (await cursors.states()).filter((state) => state.feed === feed.feed);
      expect(await mine()).toEqual([]);
      await cursors.advance({ ...feed, from: undefined, to: 'a' }, undefined);
      const never = { completeUpTo: undefined, lastError: undefined, failures: 0, circuit: 'closed' as const };
      const moved = { cursorMovedAt: expect.any(Date) };
      expect(await mine()).toEqual([{ ...feed, ...never, asksAgainAt: undefined, ...moved }]);
      const lastError = { at: new Date('2026-03-01T10:00:00Z'), reason: 'it answered 500' };
      const asksAgainAt = new Date('2026-03-01T10:05:00Z');
      await cursors.note(feed, { ...never, lastError, failures: 3, circuit: 'open', asksAgainAt });
      expect(await mine()).toMatchObject([{ lastError, failures: 3, circuit: 'open', asksAgainAt }]);
      const completeUpTo = new Date('2026-03-01T11:00:00Z');
      await cursors.note(feed, { ...never, circuit: 'closed', completeUpTo, asksAgainAt: undefined });
      const state = { ...feed, completeUpTo, lastError, failures: 0, circuit: 'closed', asksAgainAt: undefined };
      expect(await mine()).toEqual([{ ...state, ...moved }]);
    });

    it('remembers when there was news, and the longest silence before it of each day', async () => {
      const feed = newFeed();
      expect(await cursors.historyOf(feed)).toEqual({ lastNews: undefined, silences: [] });
      let from: string | undefined;
      const arrives = async (receivedAt: string, page: Receipt | undefined = pageOf(receivedAt, receivedAt)) => {
        const to = `${receivedAt}`;
        expect(await cursors.advance({ ...feed, from, to }, page)).toBe('advanced');
        from = to;
      };
      const again = pageOf('again', '2026-03-01T10:00:00Z');
      await arrives('2026-03-01T10:00:00Z', again);
      await arrives('2026-03-01T10:01:00Z');
      await arrives('2026-03-01T10:11:00Z');
      await arrives('2026-03-01T10:12:00Z');
      await arrives('2026-03-02T10:12:00Z');
      const history = { lastNews: new Date('2026-03-02T10:12:00Z'), silences: [600, 86_400] };
      expect(await cursors.historyOf(feed)).toEqual(history);
      await arrives('2026-03-03T00:00:00Z', again);
      await arrives('2026-03-03T00:01:00Z', { ...again, receivedAt: new Date('2026-03-03T00:01:00Z') });
      expect(await cursors.historyOf(feed)).toEqual(history);
      await arrives('2026-03-29T10:12:00Z');
      expect((await cursors.historyOf(feed)).silences).toEqual([86_400, 27 * 86_400]);
    });
  });
};
