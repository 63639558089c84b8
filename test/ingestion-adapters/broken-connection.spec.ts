import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { configureConnection } from '../../application/connections/configure-connection.js';
import type { ConnectionRequest } from '../../application/connections/connection-request.js';
import { createConnection } from '../../application/connections/create-connection.js';
import { replaceConnection } from '../../application/connections/replace-connection.js';
import { ConnectionName } from '../../domain/connection/name.js';
import { Timestamp } from '../../domain/primitives.js';
import { makeInMemoryConnections } from '../../infrastructure/in-memory/connections.js';
import { makeInMemoryFeedCursors } from '../../infrastructure/in-memory/feed-cursors.js';
import { makeInMemoryPullLeases } from '../../infrastructure/in-memory/pull-leases.js';
import { makeTestConnection } from '../../ingestion-adapters/connection-test.js';
import { processAll } from '../../ingestion-adapters/ingestion.js';
import { makeProcessReceipts } from '../../ingestion-adapters/process-receipts.js';
import { startPulling } from '../../ingestion-adapters/pulling/pulling.js';
import type { PullingReport } from '../../ingestion-adapters/pulling/pulling-report.js';
import { makeReceive } from '../../ingestion-adapters/receive.js';
import { remapReceipts } from '../../ingestion-adapters/remap.js';
import { usualRates } from '../../ingestion-adapters/request-rate.js';
import { withBroken } from '../support/broken-connections.js';
import { get, givenApi, post } from '../support/given-api.js';
import { valid } from '../support/valid.js';
import { recordsFeed } from '../support/vendors/numbered-records.js';
import { delivered, hubspot, ingestionUnderTest, zendesk } from './ingesting.js';
import { answer } from './pulling/scripted-vendor.js';
import { virtualTime } from './pulling/virtual-time.js';

const reason = 'its secrets were sealed with another key, or are damaged';
const broken = { _tag: 'ConnectionBroken', source: 'zendesk', connection: 'demo', reason };
const request: ConnectionRequest = {
  source: 'zendesk',
  name: valid(ConnectionName)('demo'),
  requestId: 'a request',
  actor: 'spec',
  at: valid(Timestamp)('2026-03-01T12:00:00Z'),
};

const world = async () => {
  const ingestion = await ingestionUnderTest();
  const kept = makeInMemoryConnections();
  const deps = { connections: kept, log: ingestion.log };
  await createConnection(deps)(request, { settings: { currency: 'EUR' }, secret: 'z' })();
  await kept.save(hubspot);
  return { ...ingestion, connections: withBroken(kept, 'zendesk', 'demo') };
};

const company = (id: number) =>
  delivered(hubspot, [{ subscriptionType: 'company.creation', objectId: id, occurredAt: 1_772_359_200_000 }]);
const organization = delivered(zendesk, {
  organizations: [{ id: 7, name: 'Acme', updated_at: '2026-03-01T00:00:00Z' }],
});

describe('one connection that cannot be read', () => {
  it('is listed as broken, and shown so, among the others', async () => {
    const { connections } = await world();
    const shown = { source: 'zendesk', name: 'demo', broken: reason, secrets: [], credentials: [] };
    const api = givenApi({}, { connections });
    await api.when(get('/api/v1/connections')).then200({ items: [{ name: 'demo', broken: null }, shown] });
    await api.when(get('/api/v1/connections/zendesk/demo')).then200(shown);
    const mapping = '/api/v1/connections/zendesk/demo/mapping';
    await api.when(get(mapping)).then200({ versions: [] });
    const definition = JSON.stringify({ definition: { records: [] }, sample: {} });
    await api.when({ ...post(mapping, definition), method: 'PUT' }).thenProblem(409, 'connection-broken');
    await api.when(post('/api/v1/connections/zendesk/demo/pause', '{}')).thenProblem(409, 'connection-broken');
    const checks = await makeTestConnection({
      connections,
      askFor: () => async () => Promise.reject(new Error('nobody asks')),
      now: () => new Date(request.at),
    })(E.toUnion(await connections.find('zendesk', 'demo').then(E.right, E.left)));
    expect(checks).toEqual([{ check: 'kept', ok: false, says: expect.stringContaining(reason) }]);
  });

  it('is told of once, while the others are pulled', async () => {
    const { connections, receipts } = await world();
    await connections.save({
      ...hubspot,
      credentials: { accessToken: 't' },
      settings: { baseUrl: 'https://a.example' },
    });
    const time = virtualTime();
    const reports: Array<PullingReport> = [];
    const pulling = startPulling({
      connections,
      cursors: makeInMemoryFeedCursors(receipts),
      http: async () => answer(200, {}, JSON.stringify({ records: [], more: false })),
      time,
      leases: makeInMemoryPullLeases(),
      holder: 'this process',
      ratesOf: () => usualRates,
      feedsOf: () => [recordsFeed('records', 60)],
      report: (report) => reports.push(report),
      wake: () => undefined,
    });
    await time.pass(60_000);
    await pulling.stop();
    expect(reports.filter(({ _tag }) => _tag === 'ConnectionBroken')).toEqual([broken]);
    expect(reports.filter(({ _tag }) => _tag === 'FeedPulled').length).toBeGreaterThan(0);
    expect(reports.filter(({ _tag }) => _tag === 'ConnectionsNotRead')).toEqual([]);
  });

  it('has its deliveries refused for now, and those that are kept put aside, while the others are taken and processed', async () => {
    const { connections, receipts, deps, keep, events } = await world();
    const receive = makeReceive({
      connections,
      receipts,
      now: () => new Date(request.at),
      wake: () => undefined,
      report: () => undefined,
    });
    const posted = (source: string) =>
      receive(
        { source, name: 'demo', trusted: true },
        { method: 'POST', uris: [], headers: {}, body: Buffer.from(company(1).body) },
      )();
    expect(await posted('zendesk')).toEqual(E.left(broken));
    expect(E.isRight(await posted('hubspot'))).toBe(true);

    await keep(organization, company(2));
    await processAll(receipts, makeProcessReceipts({ ...deps, connections }));
    expect((await events()).filter(({ type }) => type === 'AccountRegistered')).toHaveLength(2);
    expect(await receipts.quarantine(10)).toMatchObject([
      { source: 'zendesk', place: '', reason: `its connection cannot be read: ${reason}` },
    ]);
  });

  it('is changed by nobody, but can be replaced; what was put aside is then read again', async () => {
    const { connections, receipts, deps, log, keep, events } = await world();
    const ports = { connections, log };
    expect(await configureConnection(ports)(request, { currency: null })()).toEqual(E.left(broken));
    await keep(organization);
    await processAll(receipts, makeProcessReceipts({ ...deps, connections }));

    const wanted = { settings: { accountIdsAre: 'hubspot/demo' }, secret: 'another' };
    const replaced = await replaceConnection(ports)({ ...request, requestId: 'another request' }, wanted)();
    expect(E.isRight(replaced)).toBe(true);
    expect(await connections.find('zendesk', 'demo')).toEqual({
      source: 'zendesk',
      name: 'demo',
      secrets: ['another'],
      settings: { accountIdsAre: 'hubspot/demo' },
    });
    const remap = remapReceipts({ ...deps, connections, receipts });
    expect(await remap({ source: 'zendesk', connection: 'demo' })).toMatchObject({ receipts: 1, failed: 0 });
    expect((await events()).map(({ type }) => type)).toContain('AccountRegistered');
    expect(await receipts.quarantine(10)).toEqual([]);
  });
});
