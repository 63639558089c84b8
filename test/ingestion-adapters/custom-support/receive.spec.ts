import { createHmac } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import type { Connection, ConnectionSettings } from '../../../application/ports/connections.js';
import { makeInMemoryConnections } from '../../../infrastructure/in-memory/connections.js';
import { makeInMemoryReceipts } from '../../../infrastructure/in-memory/receipts.js';
import { makeReceive } from '../../../ingestion-adapters/receive.js';

const now = new Date('2026-03-01T09:30:00Z');
const body = '{"id": 1}';
const secret = `whsec_${Buffer.from('desk').toString('base64')}`;

const receiving = async (settings: ConnectionSettings, headers: Readonly<Record<string, string>>) => {
  const desk: Connection = { source: 'custom-support', name: 'desk', secrets: ['', secret], settings };
  const connections = makeInMemoryConnections();
  await connections.save(desk);
  const receipts = makeInMemoryReceipts();
  const receive = makeReceive({
    connections,
    receipts,
    now: () => now,
    wake: () => undefined,
    report: () => undefined,
  });
  const to = { source: desk.source, name: desk.name, trusted: false };
  const received = await receive(to, { method: 'POST', uris: [], headers, body: Buffer.from(body) })();
  return E.isRight(received) ? received.right.status : received.left._tag;
};

const standard = (seconds: number) => {
  const timestamp = String(now.getTime() / 1000 + seconds);
  const mac = createHmac('sha256', 'desk').update(`msg_1.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': 'msg_1', 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${mac}` };
};
const helpScout = { 'x-helpscout-signature': createHmac('sha1', secret).update(body).digest('base64') };
const verifier = { header: 'x-helpscout-signature', algorithm: 'sha1', encoding: 'base64' } as const;

describe('what is posted to custom support', () => {
  it('is signed like Standard Webhooks, within the tolerance of the connection', async () => {
    expect(await receiving({}, standard(0))).toBe('accepted');
    expect(await receiving({}, standard(-301))).toBe('StaleTimestamp');
    expect(await receiving({ toleranceSeconds: 600 }, standard(-301))).toBe('accepted');
    expect(await receiving({}, helpScout)).toBe('MissingSignature');
  });

  it('is signed as the connection says, and then in no other way', async () => {
    expect(await receiving({ verifier }, helpScout)).toBe('accepted');
    expect(await receiving({ verifier }, standard(0))).toBe('MissingSignature');
    expect(await receiving({ verifier: { ...verifier, algorithm: 'sha256' } }, helpScout)).toBe('BadSignature');
  });
});
