import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../application/ports/connections.js';
import { makeInMemoryConnections } from '../../../infrastructure/in-memory/connections.js';
import { makeInMemoryFeedCursors } from '../../../infrastructure/in-memory/feed-cursors.js';
import { makeInMemoryReceipts } from '../../../infrastructure/in-memory/receipts.js';
import type { Feed, VendorRefused, VendorUnavailable } from '../../../ingestion-adapters/feed.js';
import { holdConnection } from '../../../ingestion-adapters/held-connection.js';
import { keepPulling } from '../../../ingestion-adapters/pulling/keep-pulling.js';
import type { PullingReport } from '../../../ingestion-adapters/pulling/pulling-report.js';
import { START, virtualTime } from './virtual-time.js';

const connection: Connection = { source: 'zendesk', name: 'demo', secrets: [], credentials: {}, settings: {} };
const of = { source: 'zendesk', connection: 'demo', feed: 'tickets' };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const line = {
  ask: () => () => Promise.reject(new Error('not asked')),
  circuit: () => ({ state: 'closed' }) as const,
  asksAgainAt: () => undefined,
};

/** Runs a feed that has, each time, what it is told to have by then. */
const pulling = (
  has: (at: Date, run: number) => string | VendorUnavailable | VendorRefused | undefined,
  everySeconds = 600,
  takes = 0,
) => {
  const time = virtualTime();
  const reports: Array<PullingReport> = [];
  const stopping = new AbortController();
  const runs: Array<number> = [];
  let woken = 0;
  const feed: Feed = {
    name: 'tickets',
    everySeconds,
    async *pull({ now, cursor = '' }) {
      const begun = now();
      runs.push((begun.getTime() - START.getTime()) / 1000);
      await time.sleep(takes, stopping.signal);
      const one = has(begun, runs.length);
      if (typeof one === 'object') throw one;
      yield { kind: 'tickets', body: one === undefined ? undefined : Buffer.from(one), cursor: one ?? cursor };
    },
  };
  const deps = {
    cursors: makeInMemoryFeedCursors(makeInMemoryReceipts()),
    time,
    report: (report: PullingReport) => reports.push(report),
    wake: () => woken++,
  };
  const pulled = keepPulling(deps, holdConnection(makeInMemoryConnections(), connection), feed, line, stopping.signal);
  return { time, reports, runs, pulled, stopping, woken: () => woken };
};

const alertsIn = (reports: ReadonlyArray<PullingReport>) =>
  reports.flatMap((report) =>
    report._tag === 'AlertRaised' ? [report.alert._tag] : report._tag === 'AlertEnded' ? ['ended'] : [],
  );

describe('a feed that is pulled again and again', () => {
  it('runs at once and then at its interval, and says how it does', async () => {
    const { time, runs, pulled, reports, woken } = pulling((_, run) => (run <= 2 ? `page ${run}` : undefined));
    await time.pass(1_500_000);
    expect(runs).toEqual([0, 600, 1_200]);
    expect(woken()).toBe(2);
    expect(reports[0]).toEqual({ _tag: 'FeedPulled', pages: 1, seconds: 0, ...of });
    expect(pulled.status()).toEqual({
      ...of,
      running: false,
      lastSuccess: new Date(START.getTime() + 1_200_000),
      lastError: undefined,
      pages: 3,
      bytes: 12,
      lagSeconds: 300,
      silentSeconds: 600,
      alert: undefined,
      circuit: { state: 'closed' },
    });
  });

  it('is as far as its last complete run was when that began', async () => {
    const { time, runs, pulled } = pulling(() => undefined, 600, 120_000);
    await time.pass(900_000);
    expect(runs).toEqual([0, 600]);
    expect(pulled.status()).toMatchObject({ lastSuccess: new Date(START.getTime() + 600_000), lagSeconds: 300 });
  });

  it('is tried again sooner than its interval, then ever more slowly; three failures in a row raise an alert', async () => {
    const away: VendorUnavailable = { _tag: 'VendorUnavailable', reason: 'it answered 503, 5 times' };
    const { time, runs, reports, pulled } = pulling((_, run) => (run <= 4 ? away : undefined));
    await time.pass(500_000);
    expect(runs).toEqual([0, 22.5, 67.5, 157.5, 337.5]);
    const reason = 'the vendor is not available: it answered 503, 5 times';
    expect(reports.find(({ _tag }) => _tag === 'FeedFailed')).toEqual({
      _tag: 'FeedFailed',
      reason,
      retryInSeconds: 23,
      ...of,
    });
    expect(reports.find(({ _tag }) => _tag === 'AlertRaised')).toEqual({
      _tag: 'AlertRaised',
      alert: { _tag: 'FeedFails', reason, failures: 3 },
      ...of,
    });
    expect(alertsIn(reports)).toEqual(['FeedFails', 'ended']);
    expect(pulled.status().lastError).toEqual({ at: new Date(START.getTime() + 157_500), reason });
  });

  it('raises an alert at once where the vendor refuses us', async () => {
    const refused: VendorRefused = { _tag: 'VendorRefused', status: 401, reason: 'the token is not valid' };
    const { time, pulled } = pulling(() => refused);
    await time.pass(0);
    expect(pulled.status().alert).toEqual({
      _tag: 'FeedFails',
      reason: 'the vendor refuses us with 401: the token is not valid',
      failures: 1,
    });
  });

  it('is asked no more often than every quarter of an hour while it goes on failing', async () => {
    const { time, runs } = pulling(() => ({ _tag: 'VendorUnavailable', reason: 'it answered 500' }), 60);
    await time.pass(6 * HOUR);
    const [before = 0, last = 0] = runs.slice(-2);
    expect(last - before).toBe(675);
  });

  it('learns how long it is usually silent, nights and weekends included, and tells when it is longer', async () => {
    let dead = false;
    const isWork = (at: Date) => at.getUTCHours() >= 8 && at.getUTCHours() < 18 && at.getUTCDay() % 6 !== 0;
    const { time, pulled, reports } = pulling((at) => (isWork(at) && !dead ? at.toISOString() : undefined), 1_800);
    await time.pass(3 * 7 * DAY + 2 * HOUR);
    expect(alertsIn(reports)).toEqual([]);
    dead = true;
    await time.pass(93 * HOUR);
    expect(alertsIn(reports)).toEqual([]);
    await time.pass(2 * HOUR);
    expect(alertsIn(reports)).toEqual(['FeedSilent']);
    expect(pulled.status().alert).toMatchObject({ _tag: 'FeedSilent', usualSeconds: expect.closeTo(93 * 3_600, -4) });
    dead = false;
    await time.pass(12 * HOUR);
    expect(alertsIn(reports)).toEqual(['FeedSilent', 'ended']);
  });

  it('takes the same bytes again for no news', async () => {
    let dead = false;
    const { time, reports } = pulling((at) => (dead ? 'the last page' : at.toISOString()), 3_600);
    await time.pass(12 * DAY);
    dead = true;
    await time.pass(5 * HOUR);
    expect(alertsIn(reports)).toEqual(['FeedSilent']);
  });

  it('ends when it is stopped', async () => {
    const { time, pulled, stopping, runs } = pulling(() => undefined);
    await time.pass(0);
    stopping.abort();
    await pulled.ended;
    await time.pass(DAY);
    expect(runs).toEqual([0]);
  });
});
