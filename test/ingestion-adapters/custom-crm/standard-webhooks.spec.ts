import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyStandardWebhook } from '../../../ingestion-adapters/custom-crm/standard-webhooks.js';

const key = Buffer.from('a key of twenty-four byte');
const secret = `whsec_${key.toString('base64')}`;
const now = new Date('2026-03-01T12:00:00Z');
const at = `${now.getTime() / 1_000}`;
const body = Buffer.from('{"a": 1}\n');

const sign = (id: string, seconds: string, signed: Buffer) =>
  `v1,${createHmac('sha256', key).update(`${id}.${seconds}.`).update(signed).digest('base64')}`;
const verify = (more: object = {}, bytes = body, secrets = [secret], when = now) => {
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': at,
    'webhook-signature': sign('msg_1', at, body),
    ...more,
  };
  return verifyStandardWebhook({ method: 'POST', uris: [], headers, body: bytes }, { secrets }, when)._tag;
};

describe('a delivery signed as Standard Webhooks', () => {
  it('is taken, also with one of two secrets and one of several signatures', () => {
    expect(verify()).toBe('Verified');
    expect(verify({}, body, ['whsec_bmV3', secret])).toBe('Verified');
    expect(verify({ 'webhook-signature': `v1a,x v1,AAAA ${sign('msg_1', at, body)}` })).toBe('Verified');
  });

  it('is refused where anything else was signed', () => {
    expect(verify({}, Buffer.from('{"a":1}'))).toBe('BadSignature');
    expect(verify({ 'webhook-id': 'msg_2' })).toBe('BadSignature');
    expect(verify({}, body, ['whsec_bmV3'])).toBe('BadSignature');
    expect(verify({ 'webhook-signature': 'v1' })).toBe('BadSignature');
    expect(verify({ 'webhook-signature': '' })).toBe('BadSignature');
    expect(
      verifyStandardWebhook({ method: 'POST', uris: [], headers: {}, body }, { secrets: [secret] }, now)._tag,
    ).toBe('MissingSignature');
  });

  it('is refused five minutes before and after, and at no time at all', () => {
    expect(verify({}, body, [secret], new Date(now.getTime() + 301_000))).toBe('StaleTimestamp');
    expect(verify({}, body, [secret], new Date(now.getTime() - 301_000))).toBe('StaleTimestamp');
    const signature = sign('msg_1', 'soon', body);
    expect(verify({ 'webhook-timestamp': 'soon', 'webhook-signature': signature })).toBe('StaleTimestamp');
  });
});
