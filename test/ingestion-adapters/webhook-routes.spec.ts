import { createHmac } from 'node:crypto';
import Fastify from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import type { Receipts } from '../../application/ports/receipts.js';
import { makeInMemoryConnections } from '../../infrastructure/in-memory/connections.js';
import { makeInMemoryReceipts } from '../../infrastructure/in-memory/receipts.js';
import { makeReceive } from '../../ingestion-adapters/receive.js';
import { webhookRoutes } from '../../ingestion-adapters/webhook-routes.js';
import { hubspot, mixpanel, zendesk } from './ingesting.js';

const now = new Date('2026-03-01T12:00:00Z');
const publicUrl = 'https://treering.example';
const base64Mac = (secret: string, ...parts: ReadonlyArray<string>) =>
  createHmac('sha256', secret).update(parts.join('')).digest('base64');

const signedByHubspot = (
  body: string,
  { path = '/ingest/hubspot/demo', origin = publicUrl, at = now.getTime(), secret = 'h' } = {},
) => ({
  'content-type': 'application/json',
  'x-hubspot-request-timestamp': `${at}`,
  'x-hubspot-signature-v3': base64Mac(secret, 'POST', origin, path, body, `${at}`),
});
const signedByZendesk = (body: string) => ({
  'content-type': 'application/json',
  'x-zendesk-webhook-signature-timestamp': now.toISOString(),
  'x-zendesk-webhook-signature': base64Mac('z', now.toISOString(), body),
});

const closing: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const system = async (over: Partial<Receipts> = {}) => {
  const connections = makeInMemoryConnections();
  for (const connection of [hubspot, zendesk, mixpanel]) await connections.save(connection);
  const receipts = { ...makeInMemoryReceipts(), ...over };
  let woken = 0;
  const reported: Array<unknown> = [];
  const app = Fastify();
  closing.push(() => app.close());
  await app.register(webhookRoutes, {
    publicUrl,
    authorise: async ({ headers }) => headers.authorization === 'Bearer a-token-with-role-ingest',
    receive: makeReceive({
      connections,
      receipts,
      now: () => now,
      wake: () => {
        woken++;
      },
      report: (error) => reported.push(error),
    }),
  });
  const post = async (url: string, payload: string | Buffer, headers: Record<string, string> = {}) => {
    const answer = await app.inject({ method: 'POST', url, payload, headers });
    const { 'content-type': type, 'retry-after': retryAfter } = answer.headers;
    return { status: answer.statusCode, type, retryAfter, body: answer.json() };
  };
  const kept = async () => {
    let first: string | undefined;
    await receipts.processWaiting(1, async (given) => {
      first = JSON.stringify(given.map(({ headers, body, kind }) => ({ headers, body: body.toString(), kind })));
      return given.map(() => ({ _tag: 'Failed', reason: '' }));
    });
    return first;
  };
  return { post, connections, receipts, kept, reported, woken: () => woken };
};

const body = '[\t{"subscriptionType": "company.creation", "objectId": 7, "occurredAt": 1772359200000}]\n';

describe('a delivery over HTTP', () => {
  it('is kept byte for byte, without what proves who sent it, and acknowledged', async () => {
    const { post, kept, woken } = await system();
    const answer = await post('/ingest/hubspot/demo', body, signedByHubspot(body));
    expect(answer).toMatchObject({ status: 202, body: { status: 'accepted', receipt: expect.any(String) } });
    const held = await kept();
    expect(JSON.parse(held ?? '')).toMatchObject([{ body, kind: 'webhook' }]);
    expect(held).not.toContain(signedByHubspot(body)['x-hubspot-signature-v3']);
    expect(woken()).toBe(1);
  });

  it('is known the second time', async () => {
    const { post, receipts, woken } = await system();
    const first = await post('/ingest/hubspot/demo', body, signedByHubspot(body));
    const later = await post('/ingest/hubspot/demo', body, signedByHubspot(body, { at: now.getTime() + 60_000 }));
    expect(later).toMatchObject({ status: 202, body: { status: 'known', receipt: first.body.receipt } });
    expect(await receipts.waiting()).toBe(1);
    expect(woken()).toBe(1);
  });

  it('may have been signed for any of our addresses, and with any query', async () => {
    const { post } = await system();
    const path = '/ingest/hubspot/demo?tenant=a:b';
    const sent = await post('/ingest/hubspot/demo?tenant=a%3Ab', body, signedByHubspot(body, { path }));
    expect(sent.status).toBe(202);
    for (const origin of ['http://localhost:80', 'https://localhost:80']) {
      expect((await post('/ingest/hubspot/demo', body, signedByHubspot(body, { origin }))).status).toBe(202);
    }
  });

  it('may be of any content type', async () => {
    const { post, kept } = await system();
    const lines = '{"event":"A"}\nnot json\n';
    const basic = `Basic ${Buffer.from('m:').toString('base64')}`;
    for (const type of ['application/x-ndjson', 'text/plain', 'application/json']) {
      const answer = await post('/ingest/mixpanel/demo', lines, { authorization: basic, 'content-type': type });
      expect(answer.status).toBe(202);
    }
    expect(JSON.parse((await kept()) ?? '')).toMatchObject([{ kind: 'export-ndjson', body: lines }]);
  });

  it('tells an export page from an event by what it holds', async () => {
    const { post, kept } = await system();
    const page = '{"tickets": [], "end_of_stream": true}';
    expect((await post('/ingest/zendesk/demo', page, signedByZendesk(page))).status).toBe(202);
    expect(JSON.parse((await kept()) ?? '')).toMatchObject([{ kind: 'tickets-export' }]);
  });

  it('may come with a token of ours instead of a signature', async () => {
    const { post } = await system();
    const token = { authorization: 'Bearer a-token-with-role-ingest' };
    expect((await post('/ingest/hubspot/demo', body, token)).status).toBe(202);
    expect((await post('/ingest/mixpanel/demo', '{"event":"A"}', token)).status).toBe(202);
    expect((await post('/ingest/hubspot/demo', body, { authorization: 'Bearer other' })).status).toBe(401);
  });
});

describe('a delivery that is refused', () => {
  const refusals: ReadonlyArray<readonly [string, string, string | Buffer, Record<string, string>, number, string]> = [
    ['unsigned', '/ingest/hubspot/demo', body, { 'content-type': 'application/json' }, 401, 'signature-missing'],
    ['wrongly signed', '/ingest/hubspot/demo', body, signedByHubspot(body, { secret: 'x' }), 401, 'bad-signature'],
    ['changed', '/ingest/hubspot/demo', body.replace('7', '8'), signedByHubspot(body), 401, 'bad-signature'],
    [
      'old',
      '/ingest/hubspot/demo',
      body,
      signedByHubspot(body, { at: now.getTime() - 301_000 }),
      401,
      'stale-timestamp',
    ],
    [
      'early',
      '/ingest/hubspot/demo',
      body,
      signedByHubspot(body, { at: now.getTime() + 301_000 }),
      401,
      'stale-timestamp',
    ],
    [
      'no JSON',
      '/ingest/zendesk/demo',
      '{"a": 1,\n "b": }',
      signedByZendesk('{"a": 1,\n "b": }'),
      400,
      'malformed-json',
    ],
    ['empty', '/ingest/zendesk/demo', '', signedByZendesk(''), 400, 'malformed-json'],
    ['too large', '/ingest/hubspot/demo', Buffer.alloc(5 * 1024 * 1024 + 1, ' '), {}, 413, 'body-too-large'],
    ['to nobody', '/ingest/hubspot/prod', body, signedByHubspot(body), 404, 'connection-not-found'],
    ['of no vendor we know', '/ingest/acme/demo', Buffer.alloc(2_000_000), {}, 404, 'connection-not-found'],
    ['compressed', '/ingest/hubspot/demo', body, { 'content-encoding': 'gzip' }, 415, 'unsupported-encoding'],
  ];

  it.each(refusals)('because it is %s', async (_why, url, payload, headers, status, name) => {
    const { post, receipts } = await system();
    const answer = await post(url, payload, headers);
    expect(answer).toMatchObject({
      status,
      type: 'application/problem+json; charset=utf-8',
      body: { type: `/problems/${name}`, status },
    });
    expect(await receipts.waiting()).toBe(0);
  });

  it('as malformed is told the place, and nothing of what it says', async () => {
    const { post } = await system();
    const malformed = '{"a": 1,\n "secret": nobody}';
    const answer = await post('/ingest/zendesk/demo', malformed, signedByZendesk(malformed));
    expect(answer.body.detail).toContain('line 2, column 12');
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  it('because its connection is paused is to be sent again, and is not kept', async () => {
    const { post, connections, receipts } = await system();
    await connections.save({ ...hubspot, paused: true });
    const answer = await post('/ingest/hubspot/demo', body, signedByHubspot(body));
    expect(answer).toMatchObject({ status: 503, retryAfter: '300', body: { type: '/problems/connection-paused' } });
    expect(await receipts.waiting()).toBe(0);
    await connections.save(hubspot);
    expect((await post('/ingest/hubspot/demo', body, signedByHubspot(body))).status).toBe(202);
  });

  it('because its secret has ended', async () => {
    const { post, connections } = await system();
    const endingAt = (end: string) => connections.save({ ...hubspot, secrets: ['newer', 'h'], secretEnds: { h: end } });
    await endingAt('2026-03-01T12:00:00.001Z');
    expect((await post('/ingest/hubspot/demo', body, signedByHubspot(body))).status).toBe(202);
    await endingAt('2026-03-01T12:00:00.000Z');
    const answer = await post('/ingest/hubspot/demo', body, signedByHubspot(body));
    expect(answer).toMatchObject({ status: 401, body: { type: '/problems/bad-signature' } });
    const newer = signedByHubspot(body, { secret: 'newer' });
    expect((await post('/ingest/hubspot/demo', body, newer)).status).toBe(202);
  });

  it('because it could not be kept is to be sent again', async () => {
    const { post, reported, woken } = await system({ keep: async () => Promise.reject(new Error('disk full')) });
    const answer = await post('/ingest/hubspot/demo', body, signedByHubspot(body));
    expect(answer).toMatchObject({ status: 503, body: { type: '/problems/receipt-not-kept' } });
    expect(JSON.stringify(answer.body)).not.toContain('disk');
    expect([reported.length, woken()]).toEqual([1, 0]);
  });
});
