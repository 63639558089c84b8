import fastify from 'fastify';
import { expect, it } from 'vitest';
import { makeInMemoryConnections } from '../../../infrastructure/in-memory/connections.js';
import { makeInMemoryReceipts } from '../../../infrastructure/in-memory/receipts.js';
import { makeReceive } from '../../../ingestion-adapters/receive.js';
import { webhookRoutes } from '../../../ingestion-adapters/webhook-routes.js';
import { envelope, salesforce } from './shapes.js';

it('Salesforce hears its Ack over HTTP, and none where its message is refused', async () => {
  const [connections, receipts] = [makeInMemoryConnections(), makeInMemoryReceipts()];
  await connections.save(salesforce);
  const receive = makeReceive({ connections, receipts, now: () => new Date(0), wake: () => {}, report: () => {} });
  const app = fastify();
  await app.register(webhookRoutes, { receive, authorise: async () => false });
  const post = (query: string, payload: string) =>
    app.inject({
      method: 'POST',
      url: `/ingest/salesforce/demo${query}`,
      headers: { 'content-type': 'text/xml; charset=UTF-8', soapaction: '""' },
      payload,
    });
  const taken = await post('?secret=a%20secret', envelope([]));
  expect([taken.statusCode, taken.headers['content-type'], await receipts.waiting()]).toEqual([
    200,
    'text/xml; charset=utf-8',
    1,
  ]);
  expect(taken.body).toContain('<Ack>true</Ack>');
  for (const [query, body, status] of [
    ['', envelope([]), 401],
    ['?secret=guess', envelope([]), 401],
    ['?secret=a%20secret', '<!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>', 400],
    ['?secret=a%20secret', ' '.repeat(9 * 1024 * 1024), 413],
  ] as const) {
    const refused = await post(query, body);
    expect([refused.statusCode, refused.body.includes('Ack')]).toEqual([status, false]);
  }
  await app.close();
});
