import { describe, expect, it } from 'vitest';
import type { Connection } from '../../application/ports/connections.js';
import type { ConnectionCheck } from '../../application/ports/test-connection.js';
import { makeInMemoryConnections } from '../../infrastructure/in-memory/connections.js';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { makeInMemoryFeedCursors } from '../../infrastructure/in-memory/feed-cursors.js';
import { makeInMemoryReceipts } from '../../infrastructure/in-memory/receipts.js';
import { type ApiRequest, apiOver, get, givenApi, post } from '../support/given-api.js';

const ALL = '/api/v1/connections';
const ONE = `${ALL}/hubspot/production`;
const book = { now: '2026-03-02T12:00:00.000Z' };
const hubspot: Connection = {
  source: 'hubspot',
  name: 'production',
  secrets: ['a newer secret', 'an older secret', 'a secret that ended'],
  secretEnds: { 'an older secret': '2026-03-03T00:00:00.000Z', 'a secret that ended': '2026-03-02T12:00:00.000Z' },
  credentials: { accessToken: 'a t0ken', clientId: 'an id' },
  settings: { currency: 'EUR' },
};

const sent = (method: ApiRequest['method'], url: string, body: object, by: Parameters<typeof post>[2] = {}) => ({
  ...post(url, JSON.stringify(body), by),
  method,
});
const create = (body: object, by: Parameters<typeof post>[2] = {}) => sent('POST', ALL, body, by);

const system = async (...kept: ReadonlyArray<Connection>) => {
  const connections = makeInMemoryConnections();
  for (const connection of kept) await connections.save(connection);
  const eventStore = inMemoryEventStore();
  const receipts = makeInMemoryReceipts();
  const feedStates = makeInMemoryFeedCursors(receipts, () => new Date('2026-03-02T11:59:30.000Z'));
  let checks: ReadonlyArray<ConnectionCheck> = [];
  return {
    connections,
    receipts,
    feedStates,
    finding: (...found: ReadonlyArray<ConnectionCheck>) => {
      checks = found;
    },
    when: (request: ApiRequest) =>
      givenApi(book, { connections, eventStore, receipts, feedStates, testConnection: async () => checks }).when(
        request,
      ),
  };
};

const inSecret = (text: string) => [...hubspot.secrets, 'a t0ken', 'an id'].filter((secret) => text.includes(secret));

describe('connections', () => {
  it('are listed with where to post to and how they are set, without their secrets', async () => {
    const { when } = await system(hubspot, {
      source: 'zendesk',
      name: 'demo',
      secrets: [],
      settings: {},
      paused: true,
    });
    const { body } = await when(get(ALL, { as: 'auditor' })).then200({
      items: [
        {
          source: 'hubspot',
          name: 'production',
          webhookUrl: 'https://treering.example/ingest/hubspot/production',
          paused: false,
          settings: { currency: 'EUR' },
          credentials: ['accessToken', 'clientId'],
          secrets: [
            { fingerprint: expect.stringMatching(/^[\da-f]{8}$/), endsAt: null },
            { fingerprint: expect.stringMatching(/^[\da-f]{8}$/), endsAt: '2026-03-03T00:00:00.000Z' },
          ],
        },
        { source: 'zendesk', paused: true, secrets: [] },
      ],
    });
    expect(inSecret(body)).toEqual([]);
  });

  it('say how much of what they were sent was not understood', async () => {
    const { when, receipts } = await system(hubspot);
    const receipt = { id: '1', kind: 'webhook', headers: {}, body: Buffer.from(''), receivedAt: new Date(0) };
    await receipts.keep({ ...receipt, source: 'hubspot', connection: 'production' });
    await receipts.processWaiting(1, async () => [
      { _tag: 'Processed', quarantined: [], notUnderstood: { 'topic a': 2, 'topic b': 1 } },
    ]);
    await when(get(ONE)).then200({ notUnderstood: 3 });
  });

  it('say what they were given, what waits and was put aside, and how each feed does', async () => {
    const { when, receipts, feedStates } = await system(hubspot);
    const kept = (id: string, day: number) =>
      receipts.keep({
        ...{ id, kind: 'webhook', headers: {}, body: Buffer.from(id), source: 'hubspot', connection: 'production' },
        receivedAt: new Date(`2026-03-0${day}T00:00:00Z`),
      });
    await kept('1', 1);
    const poison = { place: '/0', bytes: Buffer.from('a secret thing'), reason: 'it is poison' };
    await receipts.processWaiting(1, async () => [{ _tag: 'Processed', quarantined: [poison], notUnderstood: {} }]);
    await kept('2', 2);
    const feed = { source: 'hubspot', connection: 'production', feed: 'companies' };
    await feedStates.advance({ ...feed, from: undefined, to: 'a' }, undefined);
    await feedStates.note(feed, {
      completeUpTo: new Date('2026-03-02T11:00:00Z'),
      lastError: { at: new Date('2026-03-02T11:30:00Z'), reason: 'it answered 500' },
      failures: 4,
      circuit: 'open',
      asksAgainAt: new Date('2026-03-02T12:10:00Z'),
    });
    await when(get(ONE, { as: 'auditor' })).then200({
      deliveries: {
        lastAt: '2026-03-02T00:00:00.000Z',
        waiting: 1,
        quarantined: 1,
        quarantineUrl: `https://treering.example${ONE}/quarantine`,
      },
      feeds: [
        {
          feed: 'companies',
          lastPulledAt: '2026-03-02T11:00:00.000Z',
          cursorMovedAt: '2026-03-02T11:59:30.000Z',
          cursorAgeSeconds: 30,
          failures: 4,
          lastError: { at: '2026-03-02T11:30:00.000Z', reason: 'it answered 500' },
          circuit: 'open',
          asksAgainAt: '2026-03-02T12:10:00.000Z',
        },
      ],
    });
    const part = { receipt: '1', place: '/0', reason: 'it is poison', seen: 1, bytes: 14 };
    const { body } = await when(get(`${ONE}/quarantine?limit=5`, { as: 'auditor' })).then200({ items: [part] });
    expect(body).not.toContain('a secret thing');
    await when(get(`${ONE}/quarantine`, { as: 'csm' })).thenProblem(403, 'forbidden');
    await when(get(`${ALL}/zendesk/other/quarantine`)).then200({ items: [] });
  });

  it('that are not there are not found', async () => {
    const { when } = await system();
    await when(get(ONE)).thenProblem(404, 'connection-not-found');
    await when(post(`${ONE}/pause`, '{}')).thenProblem(404, 'connection-not-found');
    await when(post(`${ONE}/test`, '{}')).thenProblem(404, 'connection-not-found');
    await when(get(`${ALL}/acme/production`)).thenProblem(400, 'invalid-request', ['/source']);
  });

  it('are changed by an admin alone', async () => {
    const app = apiOver(book);
    for (const as of ['auditor', 'compliance', 'csm', 'ingest'])
      for (const { headers, ...request } of [
        create({ source: 'hubspot', name: 'other' }, { as }),
        sent('PATCH', ONE, { settings: {} }, { as }),
        sent('PUT', `${ONE}/credentials`, { credentials: {} }, { as }),
        ...['pause', 'resume', 'rotate-secret', 'retire-old-secrets', 'test'].map((what) =>
          sent('POST', `${ONE}/${what}`, {}, { as }),
        ),
      ]) {
        const response = await app.inject({ ...request, headers: { ...headers } });
        expect({ as, url: request.url, type: response.json().type }).toMatchObject({ type: '/problems/forbidden' });
      }
    await app.close();
  });
});

describe('creating a connection', () => {
  it('answers the secret that was made up for it, once', async () => {
    const { when, connections } = await system();
    const made = await when(
      create({ source: 'hubspot', name: 'production', settings: { currency: 'EUR' } }),
    ).thenStatus(201);
    const { secret, position, connection } = made.json();
    expect(secret).toMatch(/^[\w-]{32}$/);
    expect(position).toEqual(expect.any(String));
    expect(made.headers['cache-control']).toBe('private, no-store');
    expect(connection).toMatchObject({ source: 'hubspot', settings: { currency: 'EUR' }, secrets: [{ endsAt: null }] });
    expect((await connections.find('hubspot', 'production'))?.secrets).toEqual([secret]);
    const { body } = await when(get(ONE)).then200(connection);
    expect(body).not.toContain(secret);
  });

  it('is done once for one idempotency key, and answered with the same secret', async () => {
    const { when } = await system();
    const request = create({ source: 'hubspot', name: 'production' }, { headers: { 'idempotency-key': 'creation 1' } });
    const first = await when(request).thenStatus(201);
    const again = await when(request).thenStatus(201);
    expect(again.json()).toEqual(first.json());
  });

  it('takes the secret that a vendor gave', async () => {
    const { when } = await system();
    const made = await when(create({ source: 'zendesk', name: 'demo', secret: 'of-the-vendor' })).thenStatus(201);
    expect(made.json()).toMatchObject({ secret: 'of-the-vendor' });
  });

  it('is refused for one that is there', async () => {
    const { when } = await system(hubspot);
    await when(create({ source: 'hubspot', name: 'production' })).thenProblem(409, 'connection-exists');
  });

  it.each([
    [{}, ['/source', '/name']],
    [{ source: 'acme', name: 'Production!' }, ['/source', '/name']],
    [{ source: 'hubspot', name: 'a', secret: 'short' }, ['/secret']],
    [{ source: 'hubspot', name: 'a', colour: 'red' }, ['/colour']],
    [{ source: 'hubspot', name: 'a', settings: { currency: 5 } }, ['/settings/currency']],
    [
      { source: 'hubspot', name: 'a', settings: { currency: 'euro', colour: 1 } },
      ['/settings/colour', '/settings/currency'],
    ],
    [{ source: 'hubspot', name: 'a', settings: { timeZone: 'Mars' } }, ['/settings/timeZone']],
  ])('from %j is told what is wrong', async (body, pointers) => {
    const { when, connections } = await system();
    await when(create(body)).thenProblem(400, 'invalid-request', pointers);
    expect(await connections.list()).toEqual([]);
  });

  it('from what is no JSON is told where it breaks', async () => {
    const { when } = await system();
    await when(post(ALL, '{"source": }')).thenProblem(400, 'malformed-json');
  });
});

describe('changing a connection', () => {
  it('sets what is said and takes away what is null', async () => {
    const { when } = await system(hubspot);
    const settings = { currency: null, timeZone: 'Europe/Berlin' };
    const changed = await when(sent('PATCH', ONE, { settings })).then200({ secret: null });
    expect(changed.json().connection.settings).toEqual({ timeZone: 'Europe/Berlin' });
    expect(inSecret(changed.body)).toEqual([]);
  });

  it.each([
    [{ settings: { colour: null } }, ['/settings/colour']],
    [{ settings: { timeZone: 'Mars' } }, ['/settings/timeZone']],
    [{ settings: 7 }, ['/settings']],
    [{}, ['/settings']],
  ])('by %j is told what is wrong', async (body, pointers) => {
    const { when } = await system(hubspot);
    await when(sent('PATCH', ONE, body)).thenProblem(400, 'invalid-request', pointers);
  });

  it('pauses and resumes it, with or without a body', async () => {
    const { when } = await system(hubspot);
    await when({ method: 'POST', url: `${ONE}/pause`, headers: get('').headers }).then200({
      connection: { paused: true },
    });
    await when(post(`${ONE}/resume`, '{}')).then200({ connection: { paused: false } });
  });

  it('is not done twice by the same key, and is by the same request id', async () => {
    const { when } = await system(hubspot);
    const rotate = async (headers: Readonly<Record<string, string>>) =>
      (await when(post(`${ONE}/rotate-secret`, '{}', { headers })).thenStatus(200)).json().secret;
    const first = await rotate({ 'idempotency-key': 'rotation 1', 'request-id': 'of-a-session' });
    expect(await rotate({ 'idempotency-key': 'rotation 1' })).toBe(first);
    expect(await rotate({ 'request-id': 'of-a-session' })).not.toBe(first);
  });

  it('rotates its secret, and retires the old one', async () => {
    const { when, connections } = await system(hubspot);
    const rotated = await when(post(`${ONE}/rotate-secret`, '{"overlapHours": 2}')).thenStatus(200);
    const { secret, connection } = rotated.json();
    expect(connection.secrets).toMatchObject([{ endsAt: null }, { endsAt: '2026-03-02T14:00:00.000Z' }]);
    expect((await connections.find('hubspot', 'production'))?.secrets).toEqual([secret, 'a newer secret']);
    await when(post(`${ONE}/retire-old-secrets`, '{}')).then200({ connection: { secrets: [{ endsAt: null }] } });
    expect((await connections.find('hubspot', 'production'))?.secrets).toEqual([secret]);
    await when(post(`${ONE}/rotate-secret`, '{"secret": "a-secret-of-ours"}')).then200({ secret: 'a-secret-of-ours' });
    await when(post(`${ONE}/rotate-secret`, JSON.stringify({ secret }))).thenProblem(409, 'secret-used-before');
    await when(post(`${ONE}/rotate-secret`, '{"overlapHours": 999}')).thenProblem(400, 'invalid-request', [
      '/overlapHours',
    ]);
  });

  it('replaces what is shown to the vendor, and says only its names', async () => {
    const { when, connections } = await system(hubspot);
    const url = `${ONE}/credentials`;
    const { body } = await when(sent('PUT', url, { credentials: { accessToken: 'another t0ken' } })).then200({
      connection: { credentials: ['accessToken'] },
    });
    expect(body).not.toContain('another t0ken');
    expect((await connections.find('hubspot', 'production'))?.credentials).toEqual({ accessToken: 'another t0ken' });
    const wrong = sent('PUT', url, { credentials: { accessToken: ' ' } });
    await when(wrong).thenProblem(400, 'invalid-request', ['/credentials/accessToken']);
  });
});

describe('testing a connection', () => {
  it('says what is wrong with it', async () => {
    const { when, finding } = await system(hubspot);
    const fine = { check: 'secret', ok: true, says: 'One secret is live.' };
    finding(fine);
    await when(post(`${ONE}/test`, '{}')).then200({ ok: true, checks: [fine] });
    const wrong = { check: 'access', ok: false, says: 'The vendor does not take the credentials (401).' };
    finding(fine, wrong);
    await when(post(`${ONE}/test`, '{}')).then200({ ok: false, checks: [fine, wrong] });
  });
});
