import { createHmac, timingSafeEqual } from 'node:crypto';
import { badSignature, missingSignature, staleTimestamp, type Verify, verified } from '../delivery.js';
import { isFresh } from '../signature.js';

const keyOf = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

const same = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

/** Standard Webhooks: `v1,` and base64 of HMAC-SHA-256 over id, seconds and body; any of several signatures will do. */
export const verifyStandardWebhook: Verify = ({ headers, body }, credentials, now) => {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (id === undefined || timestamp === undefined || signatures === undefined) return missingSignature;
  const given = signatures.split(' ').flatMap((signature) => {
    const [version, encoded = ''] = signature.split(',');
    return version === 'v1' ? [Buffer.from(encoded, 'base64')] : [];
  });
  const signed = credentials.secrets.some((secret) => {
    const mac = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.`).update(body).digest();
    return given.some((signature) => same(signature, mac));
  });
  if (!signed) return badSignature;
  const seconds = /^\d{1,11}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  return isFresh(seconds * 1_000, now, credentials) ? verified : staleTimestamp;
};
