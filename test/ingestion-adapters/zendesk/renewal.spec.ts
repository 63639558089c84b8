import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../application/ports/connections.js';
import { makeInMemoryConnections } from '../../../infrastructure/in-memory/connections.js';
import { makeInMemoryFeedCursors } from '../../../infrastructure/in-memory/feed-cursors.js';
import { makeInMemoryPullLeases } from '../../../infrastructure/in-memory/pull-leases.js';
import { makeInMemoryReceipts } from '../../../infrastructure/in-memory/receipts.js';
import { makeTestConnection } from '../../../ingestion-adapters/connection-test.js';
import type { VendorRequest } from '../../../ingestion-adapters/feed.js';
import { startPulling } from '../../../ingestion-adapters/pulling/pulling.js';
import type { PullingReport } from '../../../ingestion-adapters/pulling/pulling-report.js';
import { zendesk as vendor } from '../../../ingestion-adapters/zendesk/vendor.js';
import { answer } from '../pulling/scripted-vendor.js';
import { virtualTime } from '../pulling/virtual-time.js';
import { connection } from './pulling.js';

const MINUTE = 60_000;
const app = { clientId: 'app', clientSecret: 'shh' };

/** Gives tokens that last half an hour; each renewal ends those before it, as Zendesk's does. */
const authority = (now: () => Date) => {
  let [granted, endsAt] = [0, 0];
  const grants: Array<string> = [];
  const asked: Array<string> = [];
  const grant = (body: string) => {
    const { grant_type, refresh_token, client_id, client_secret } = JSON.parse(body);
    grants.push(grant_type);
    const isOurs = client_id === app.clientId && client_secret === app.clientSecret;
    if (!isOurs || (grant_type === 'refresh_token' && refresh_token !== `refresh-${granted}`))
      return answer(400, {}, '{"error":"invalid_grant"}');
    granted++;
    endsAt = now().getTime() + 30 * MINUTE;
    const refresh = grant_type === 'refresh_token' ? { refresh_token: `refresh-${granted}` } : {};
    return answer(200, {}, JSON.stringify({ access_token: `access-${granted}`, expires_in: 1_800, ...refresh }));
  };
  const http = async ({ url, headers = {}, body = '' }: VendorRequest) => {
    const { pathname } = new URL(url);
    if (pathname === '/oauth/tokens') return grant(String(body));
    asked.push(pathname);
    const isLive = headers['authorization'] === `Bearer access-${granted}` && now().getTime() < endsAt;
    if (!isLive) return answer(401);
    const rows = { tickets: [], organizations: [], satisfaction_ratings: [], ticket_metric_events: [] };
    return answer(200, {}, JSON.stringify({ ...rows, end_of_stream: true, meta: { has_more: false } }));
  };
  return { http, grants, asked };
};

const system = async (credentials: Connection['credentials']) => {
  const time = virtualTime();
  const zendesk = authority(time.now);
  const connections = makeInMemoryConnections();
  await connections.save({ ...connection, credentials: credentials ?? {} });
  const reports: Array<PullingReport> = [];
  const pulling = startPulling({
    connections,
    cursors: makeInMemoryFeedCursors(makeInMemoryReceipts()),
    http: zendesk.http,
    time,
    leases: makeInMemoryPullLeases(() => time.now().getTime()),
    holder: 'this process',
    ratesOf: () => [{ name: 'all', perSecond: 100, burst: 100 }],
    feedsOf: () => vendor.feeds ?? [],
    report: (report) => reports.push(report),
    wake: () => undefined,
  });
  const kept = async () => (await connections.find('zendesk', 'demo'))?.credentials;
  return { time, zendesk, connections, reports, pulling, kept };
};

describe('the tokens of Zendesk that end', () => {
  it('are renewed before they do, once for all feeds, and the new ones are kept, since the old ones are no good then', async () => {
    const { time, zendesk, reports, pulling, kept } = await system({ ...app, refreshToken: 'refresh-0' });
    await time.pass(100 * MINUTE);
    const { accessToken, refreshToken, expiresAt, ...rest } = (await kept()) ?? {};
    expect(rest).toEqual(app);
    expect([accessToken, refreshToken]).toEqual([
      `access-${zendesk.grants.length}`,
      `refresh-${zendesk.grants.length}`,
    ]);
    expect(zendesk.grants.length).toBeGreaterThanOrEqual(3);
    expect(zendesk.grants.length).toBeLessThanOrEqual(4);
    expect(reports.filter(({ _tag }) => _tag === 'FeedFailed')).toEqual([]);
    expect(pulling.status()).toHaveLength(4);
    expect(zendesk.asked.filter((path) => path.includes('tickets')).length).toBeLessThanOrEqual(23);
    await pulling.stop();
  });

  it('are asked for anew, by the app itself, where it has no refresh token', async () => {
    const { time, zendesk, reports, pulling, kept } = await system(app);
    await time.pass(40 * MINUTE);
    expect(zendesk.grants).toEqual(['client_credentials', 'client_credentials']);
    expect(await kept()).toMatchObject({ ...app, accessToken: 'access-2' });
    expect(reports.filter(({ _tag }) => _tag === 'FeedFailed')).toEqual([]);
    await pulling.stop();
  });

  it('are said to be no good where they cannot be renewed, and asked again once somebody gave others', async () => {
    const stale = { ...app, accessToken: 'stale', refreshToken: 'stale' };
    const { time, reports, pulling, connections } = await system(stale);
    await time.pass(MINUTE);
    expect(reports.find(({ _tag }) => _tag === 'FeedFailed')).toMatchObject({
      reason: 'the vendor refuses us with 400: Zendesk gave no access token for the refresh_token.',
    });
    await connections.save({ ...connection, credentials: { ...app, refreshToken: 'refresh-0' } });
    await time.pass(5_000);
    expect(pulling.status().map(({ lastError }) => lastError)).toEqual([undefined, undefined, undefined, undefined]);
    await pulling.stop();
  });

  it('are kept as well when only a test of the connection had to renew them', async () => {
    const connections = makeInMemoryConnections();
    const tested = { ...connection, credentials: { ...app, refreshToken: 'refresh-0' } };
    await connections.save(tested);
    const now = () => new Date('2026-03-02T08:00:00Z');
    const zendesk = authority(now);
    const test = makeTestConnection({ connections, askFor: () => zendesk.http, now });
    for (const _ of [1, 2])
      expect(await test((await connections.find('zendesk', 'demo')) ?? tested)).toContainEqual({
        check: 'access',
        ok: true,
        says: 'The vendor lets us in.',
      });
    expect((await connections.find('zendesk', 'demo'))?.credentials).toMatchObject({ refreshToken: 'refresh-1' });
    expect(zendesk.grants).toHaveLength(1);
  });
});
