import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../application/ports/connections.js';
import { makeInMemoryConnections } from '../../../infrastructure/in-memory/connections.js';
import { makeInMemoryFeedCursors } from '../../../infrastructure/in-memory/feed-cursors.js';
import { makeInMemoryReceipts } from '../../../infrastructure/in-memory/receipts.js';
import type { AskVendor, Feed, Page } from '../../../ingestion-adapters/feed.js';
import { holdConnection } from '../../../ingestion-adapters/held-connection.js';
import { type RunDeps, runFeed } from '../../../ingestion-adapters/pulling/run-feed.js';
import { recordsFeed } from '../../support/vendors/numbered-records.js';
import { keptRecords, upTo } from './pulled-records.js';
import { settled } from './virtual-time.js';

const connection: Connection = { source: 'zendesk', name: 'demo', secrets: [], credentials: {}, settings: {} };
const key = { source: 'zendesk', connection: 'demo', feed: 'records' };

const json = (status: number, body: unknown = {}) => ({ status, headers: {}, body: Buffer.from(JSON.stringify(body)) });

/** Records by number, three a page. */
const asking =
  (count: number, before: (after: number) => Promise<void> | void = () => undefined): AskVendor =>
  async ({ url }) => {
    const after = Number(new URL(url, 'https://vendor.example').searchParams.get('after'));
    await before(after);
    const records = upTo(count).filter((n) => n > after);
    return json(200, { records: records.slice(0, 3), more: records.length > 3 });
  };

const setting = () => {
  const receipts = makeInMemoryReceipts();
  const cursors = makeInMemoryFeedCursors(receipts);
  const stopping = new AbortController();
  const pages: Array<number> = [];
  const run = (ask: AskVendor, feed: Feed = recordsFeed(), over: Partial<RunDeps> = {}) =>
    runFeed(
      {
        cursors,
        ask,
        now: () => new Date('2026-03-02T08:00:00Z'),
        onPage: ({ bytes }) => pages.push(bytes),
        signal: stopping.signal,
        ...over,
      },
      holdConnection(makeInMemoryConnections(), connection),
      feed,
    );
  return { receipts, cursors, stopping, pages, run };
};

const feedOf = (pull: Feed['pull']): Feed => ({ name: 'records', everySeconds: 60, pull });
const pageAt = (cursor: string, body = '{}'): Page => ({ kind: 'records', body: Buffer.from(body), cursor });

describe('one run of a feed', () => {
  it('keeps page after page until the vendor has no more, and goes on there the next time', async () => {
    const { run, receipts, cursors, pages } = setting();
    expect(await run(asking(7))).toEqual({ _tag: 'Completed' });
    expect(await cursors.find(key)).toBe('7');
    expect(await keptRecords(receipts)).toEqual(upTo(7));
    expect(await run(asking(7))).toEqual({ _tag: 'Completed' });
    expect(await run(asking(8))).toEqual({ _tag: 'Completed' });
    expect(await keptRecords(receipts)).toEqual([8]);
    expect(pages.map((bytes) => bytes > 0)).toEqual([true, true, true, false, true]);
  });

  it('keeps a page before it asks for the next one', async () => {
    const { run, cursors } = setting();
    const stood: Array<string | undefined> = [];
    await run(
      asking(7, async () => {
        stood.push(await cursors.find(key));
      }),
    );
    expect(stood).toEqual([undefined, '3', '6']);
  });

  it('says of pages what they are, and of which connection', async () => {
    const { run, receipts } = setting();
    await run(asking(1));
    await receipts.processWaiting(1, async (given) => {
      expect(given).toMatchObject([{ source: 'zendesk', connection: 'demo', kind: 'records', headers: {} }]);
      return given.map(() => ({ _tag: 'Processed', quarantined: [], notUnderstood: {} }));
    });
  });

  it.each([
    ['is not available', { _tag: 'VendorUnavailable', reason: 'it answered 503, 5 times' }, false],
    ['refuses us', { _tag: 'VendorRefused', status: 403, reason: 'no scope for companies' }, true],
  ])('fails in words where the vendor %s, with the pages before it kept', async (what, thrown, refused) => {
    const { run, receipts } = setting();
    const failing = asking(9, (after) => (after === 6 ? Promise.reject(thrown) : undefined));
    expect(await run(failing)).toEqual({ _tag: 'Failed', reason: expect.stringContaining(what), refused });
    expect(await keptRecords(receipts)).toEqual(upTo(6));
    expect(await run(asking(9))).toEqual({ _tag: 'Completed' });
    expect(await keptRecords(receipts)).toEqual([7, 8, 9]);
  });

  it('quotes nothing of what a vendor sent when the feed itself fails', async () => {
    const { run } = setting();
    const ask: AskVendor = async () => ({ ...json(200), body: Buffer.from('Ada Lovelace wrote') });
    const failed = await run(ask);
    expect(failed).toEqual({
      _tag: 'Failed',
      reason: expect.stringMatching(/^SyntaxError at [\w.-]+:\d+:\d+|^SyntaxError at an unknown place/),
      refused: false,
    });
    expect(JSON.stringify(failed)).not.toContain('Ada');
  });

  it('fails where a page could not be kept, and keeps it the next time', async () => {
    const { run, receipts, cursors } = setting();
    const away = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7'), { code: 'ECONNREFUSED' });
    const failed = await run(asking(3), recordsFeed(), {
      cursors: { ...cursors, advance: () => Promise.reject(away) },
    });
    expect(failed).toMatchObject({ _tag: 'Failed', reason: expect.stringMatching(/^Error \(ECONNREFUSED\) at /) });
    await run(asking(3));
    expect(await keptRecords(receipts)).toEqual([1, 2, 3]);
  });

  it('ends when another process was faster, and leaves nothing double', async () => {
    const { run, receipts } = setting();
    const waiting: Array<() => void> = [];
    const inStep = asking(9, () => new Promise((resolve) => waiting.push(resolve)));
    const both = Promise.all([run(inStep), run(inStep)]);
    for (let turns = 0; turns < 10; turns++) {
      await settled();
      for (const answer of waiting.splice(0)) answer();
    }
    expect((await both).map(({ _tag }) => _tag).toSorted()).toEqual(['Completed', 'Lost']);
    expect(await keptRecords(receipts)).toEqual(upTo(9));
  });

  it('stops between pages, with the last one kept', async () => {
    const { run, receipts, stopping } = setting();
    const stopped = await run(asking(9), recordsFeed(), { onPage: () => stopping.abort() });
    expect(stopped).toEqual({ _tag: 'Stopped' });
    expect(await keptRecords(receipts)).toEqual([1, 2, 3]);
  });

  it('stops while it waits, also for what knows no signal', async () => {
    const { run, stopping } = setting();
    const stuck = feedOf(async function* () {
      await new Promise(() => undefined);
      yield pageAt('never');
    });
    const running = run(asking(1), stuck);
    await settled();
    stopping.abort();
    expect(await running).toEqual({ _tag: 'Stopped' });
  });

  it('lets the feed clean up, however it ends', async () => {
    const { run } = setting();
    let cleaned = 0;
    const careful = feedOf(async function* () {
      try {
        yield pageAt('a');
        yield pageAt('b');
      } finally {
        cleaned++;
      }
    });
    await run(asking(1), careful, { cursors: { find: async () => undefined, advance: async () => 'lost' } });
    await settled();
    expect(cleaned).toBe(1);
  });

  it('ends with a reason where the same page comes without end', async () => {
    const { run } = setting();
    const endless = feedOf(async function* () {
      for (;;) yield pageAt('a', 'the same');
    });
    expect(await run(asking(1), endless)).toEqual({
      _tag: 'Failed',
      reason: 'it brought the same page 100 times',
      refused: false,
    });
  });
});
