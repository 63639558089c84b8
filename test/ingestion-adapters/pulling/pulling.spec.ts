import { describe, expect, it } from 'vitest';
import type { Connection, Connections } from '../../../application/ports/connections.js';
import type { PullLeases } from '../../../application/ports/pull-leases.js';
import type { VendorHttp } from '../../../application/ports/vendor-http.js';
import { makeInMemoryConnections } from '../../../infrastructure/in-memory/connections.js';
import { makeInMemoryFeedCursors } from '../../../infrastructure/in-memory/feed-cursors.js';
import { makeInMemoryPullLeases } from '../../../infrastructure/in-memory/pull-leases.js';
import { makeInMemoryReceipts } from '../../../infrastructure/in-memory/receipts.js';
import type { Feed } from '../../../ingestion-adapters/feed.js';
import { startPulling } from '../../../ingestion-adapters/pulling/pulling.js';
import type { PullingReport } from '../../../ingestion-adapters/pulling/pulling-report.js';
import { usualRates } from '../../../ingestion-adapters/request-rate.js';
import { recordsFeed } from '../../support/vendors/numbered-records.js';
import { keptRecords, upTo } from './pulled-records.js';
import { answer } from './scripted-vendor.js';
import { virtualTime } from './virtual-time.js';

const MINUTE = 60_000;

const to = (name: string, more: Partial<Connection> = {}): Connection => ({
  source: 'zendesk',
  name,
  secrets: [],
  credentials: { accessToken: name },
  settings: { baseUrl: `https://${name}.example` },
  ...more,
});

/** Records by number from any host but those that fail as they are told. */
const vendorOf = (records: () => number, failing: Readonly<Record<string, VendorHttp>> = {}) => {
  const asked: Array<string> = [];
  const http: VendorHttp = async (request, signal) => {
    const { hostname, searchParams } = new URL(request.url);
    asked.push(hostname.replace('.example', ''));
    const fails = failing[asked.at(-1) ?? ''];
    if (fails !== undefined) return fails(request, signal);
    const left = upTo(records()).filter((n) => n > Number(searchParams.get('after')));
    return answer(200, {}, JSON.stringify({ records: left.slice(0, 3), more: left.length > 3 }));
  };
  const timesAsked = (name: string) => asked.filter((one) => one === name).length;
  return { http, asked, timesAsked };
};

const system = async (http: VendorHttp, saved: ReadonlyArray<Connection>, over: Partial<Connections> = {}) => {
  const time = virtualTime();
  const connections = makeInMemoryConnections();
  for (const connection of saved) await connections.save(connection);
  const receipts = makeInMemoryReceipts();
  const cursors = { ...makeInMemoryFeedCursors(receipts) };
  const leases = makeInMemoryPullLeases(() => time.now().getTime());
  const reports: Array<PullingReport> = [];
  let processes = 0;
  const feeds = [recordsFeed('records', 60), recordsFeed('others', 300)];
  const start = (pulled: ReadonlyArray<Feed> = feeds, reaching: Partial<PullLeases> = {}) =>
    startPulling({
      connections: { ...connections, ...over },
      cursors,
      http,
      time,
      leases: { ...leases, ...reaching },
      holder: `process ${++processes}`,
      ratesOf: () => usualRates,
      feedsOf: ({ source }) => (source === 'zendesk' ? pulled : []),
      report: (report) => reports.push(report),
      wake: () => undefined,
    });
  return { time, connections, receipts, cursors, reports, start };
};

const pulledNames = (pulling: ReturnType<typeof startPulling>) =>
  pulling.status().map(({ connection, feed }) => `${connection} ${feed}`);

describe('pulling', () => {
  it('pulls every feed of every connection that has credentials, each at its own interval', async () => {
    const { http, timesAsked } = vendorOf(() => 0);
    const { credentials: _, ...withoutCredentials } = to('pushing');
    const others = [withoutCredentials, to('paused', { paused: true }), to('intercom', { source: 'intercom' })];
    const { time, start } = await system(http, [to('one'), to('two'), ...others]);
    const pulling = start();
    await time.pass(0);
    expect(pulledNames(pulling)).toEqual(['one records', 'one others', 'two records', 'two others']);
    await time.pass(10 * MINUTE);
    expect(timesAsked('one')).toBe(11 + 3);
    expect(timesAsked('two')).toBe(11 + 3);
    await pulling.stop();
  });

  it('notices within seconds what is added, paused, changed and resumed', async () => {
    const { http, asked } = vendorOf(() => 0);
    const { time, start, connections } = await system(http, []);
    const pulling = start();
    await time.pass(MINUTE);
    expect(asked.splice(0)).toEqual([]);
    await connections.save(to('new'));
    await time.pass(3_000);
    expect(asked.splice(0)).toEqual(['new', 'new']);
    await connections.save(to('new', { paused: true }));
    await time.pass(10 * MINUTE);
    expect(asked.splice(0)).toEqual([]);
    expect(pulling.status()).toEqual([]);
    await connections.save(to('new', { settings: { baseUrl: 'https://moved.example' } }));
    await time.pass(3_000);
    expect(asked.splice(0)).toEqual(['moved', 'moved']);
    await connections.save(to('new', { settings: { baseUrl: 'https://again.example' } }));
    await time.pass(3_000);
    expect(asked.splice(0)).toEqual(['again', 'again']);
    await pulling.stop();
  });

  it.each([
    ['answers nothing but errors', async () => answer(500)],
    ['lets us wait for hours', async () => answer(429, { 'retry-after': '9999' })],
    ['answers what is not JSON', async () => answer(200, {}, '<html>')],
    ['never answers', () => new Promise(() => undefined)],
  ] satisfies ReadonlyArray<[string, VendorHttp]>)('pulls the others as ever while one vendor %s', async (_, fails) => {
    const alone = vendorOf(() => 100);
    const beside = vendorOf(() => 100, { bad: fails });
    const undisturbed = await system(alone.http, [to('good')]);
    const disturbed = await system(beside.http, [to('bad'), to('good')]);
    const both = [undisturbed.start(), disturbed.start()];
    for (const { time } of [undisturbed, disturbed]) await time.pass(16 * MINUTE);
    expect(beside.timesAsked('good')).toBe(alone.timesAsked('good'));
    expect(beside.timesAsked('bad')).toBeLessThan(50);
    expect(await keptRecords(disturbed.receipts)).toEqual(await keptRecords(undisturbed.receipts));
    const alerts = both[1]?.status().map(({ connection, alert }) => [connection, alert !== undefined]);
    expect(alerts).toEqual([
      ['bad', true],
      ['bad', true],
      ['good', false],
      ['good', false],
    ]);
    for (const pulling of both) await pulling.stop();
  });

  it('pulls a changed connection anew once the page that was under way is kept', async () => {
    const { http, asked } = vendorOf(() => 9);
    const { time, start, connections, cursors, receipts } = await system(http, [to('before')]);
    let keep = () => {};
    const advance = cursors.advance;
    cursors.advance = async (...given) => {
      await new Promise<void>((resolve) => {
        keep = resolve;
      });
      cursors.advance = advance;
      return advance(...given);
    };
    const pulling = start([recordsFeed()]);
    await time.pass(0);
    await connections.save(to('before', { settings: { baseUrl: 'https://after.example' } }));
    await time.pass(5_000);
    expect(asked).toEqual(['before']);
    keep();
    await time.pass(5_000);
    expect(asked).toEqual(['before', 'after', 'after']);
    expect(await keptRecords(receipts)).toEqual(upTo(9));
    await pulling.stop();
  });

  it('tells of a feed that neither ends nor brings anything', async () => {
    const { http } = vendorOf(() => 0, { stuck: () => new Promise(() => undefined) });
    const { time, start, reports } = await system(http, [to('stuck')]);
    const pulling = start();
    await time.pass(9 * MINUTE);
    expect(reports).toEqual([]);
    await time.pass(2 * MINUTE);
    expect(reports).toMatchObject([{ _tag: 'AlertRaised', feed: 'records', alert: { _tag: 'FeedStands' } }]);
    await pulling.stop();
  });

  it('goes on with what it pulls while connections cannot be read', async () => {
    const { http, timesAsked } = vendorOf(() => 0);
    const connections = makeInMemoryConnections();
    await connections.save(to('one'));
    let away = false;
    const list = async () => {
      if (away) throw Object.assign(new Error('password'), { code: '57P01' });
      return connections.list();
    };
    const { time, start, reports } = await system(http, [], { list });
    const pulling = start();
    await time.pass(1_000);
    away = true;
    await time.pass(10 * MINUTE);
    expect(timesAsked('one')).toBe(14);
    const [report] = reports.filter(({ _tag }) => _tag === 'ConnectionsNotRead');
    expect(report).toMatchObject({ reason: expect.stringMatching(/^Error \(57P01\) at /) });
    await pulling.stop();
  });

  it('asks for nothing more once it is stopped, whatever was under way', async () => {
    const { http, asked } = vendorOf(() => 1_000);
    const { time, start, receipts } = await system(http, [to('one')]);
    const pulling = start();
    await time.pass(5_000);
    await pulling.stop();
    const before = asked.length;
    await time.pass(60 * MINUTE);
    expect(asked).toHaveLength(before);
    const kept = await keptRecords(receipts);
    expect(kept).toEqual(upTo(kept.length));
  });

  it('pulls each connection once where there are several of it, and about as many each', async () => {
    const { http, timesAsked } = vendorOf(() => 0);
    const names = ['a', 'b', 'c', 'd'];
    const { time, start } = await system(
      http,
      names.map((name) => to(name)),
    );
    const first = start();
    await time.pass(5 * MINUTE);
    const second = start();
    await time.pass(55 * MINUTE);
    expect([first, second].map((pulling) => pulling.status().length)).toEqual([4, 4]);
    const both = [...pulledNames(first), ...pulledNames(second)];
    expect(new Set(both).size).toBe(8);
    for (const name of names) expect(timesAsked(name)).toBeLessThanOrEqual(61 + 13 + 2);
    await first.stop();
    await time.pass(5_000);
    expect(pulledNames(second)).toHaveLength(8);
    await second.stop();
  });

  it('takes over what was pulled by a process that died, which itself had stopped by then', async () => {
    const { http, asked } = vendorOf(() => 0);
    const { time, start } = await system(http, [to('one')]);
    const leases = makeInMemoryPullLeases(() => time.now().getTime());
    let reached = true;
    const claim: PullLeases['claim'] = (...given) => (reached ? leases.claim(...given) : new Promise(() => undefined));
    const cutOff = start([recordsFeed('records', 5)], { ...leases, claim });
    await time.pass(1_000);
    const other = start([recordsFeed('records', 5)], leases);
    await time.pass(20_000);
    expect([cutOff.status().length, other.status().length]).toEqual([1, 0]);
    reached = false;
    await time.pass(8_000);
    expect([cutOff.status(), other.status()]).toEqual([[], []]);
    const before = asked.length;
    await time.pass(6_000);
    expect(other.status()).toHaveLength(1);
    expect(asked.length).toBeGreaterThan(before);
    await other.stop();
  });

  it('keeps each page once when two of it pull the same', async () => {
    let records = 10;
    const { http } = vendorOf(() => records);
    const { time, start, receipts } = await system(http, [to('one')]);
    const apart = makeInMemoryPullLeases();
    const both = [start([recordsFeed()]), start([recordsFeed()], apart)];
    for (; records < 100; records += 7) await time.pass(2 * MINUTE);
    await time.pass(20 * MINUTE);
    for (const pulling of both) await pulling.stop();
    expect((await keptRecords(receipts)).toSorted((a, b) => a - b)).toEqual(upTo(records));
  });
});
