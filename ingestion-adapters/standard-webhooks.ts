import { badSignature, missingSignature, staleTimestamp, type Verify, verified } from './delivery.js';
import { isHmacOf } from './hmac.js';
import { isFresh } from './signature.js';

const HMAC = { algorithm: 'sha256', encoding: 'base64' } as const;

/** The key that a secret is base64 of. Text that gives no bytes is no key, and signs nothing. */
const keyOf = (secret: string): ReadonlyArray<Buffer> => {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return key.length === 0 ? [] : [key];
};

/**
 * Standard Webhooks 1.0.0: id, seconds since 1970 and body, joined by points. The header lists a signature for each
 * secret while the sender rotates them; those of other versions than `v1` are not ours to check.
 */
export const verifyStandardWebhooks: Verify = ({ headers, body }, credentials, now) => {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !timestamp || !signatures) return missingSignature;
  const keys = credentials.secrets.flatMap(keyOf);
  const isSigned = signatures
    .split(' ')
    .some((one) => one.startsWith('v1,') && isHmacOf(one.slice(3), HMAC, keys, [id, '.', timestamp, '.', body]));
  if (!isSigned) return badSignature;
  return /^\d{1,12}$/.test(timestamp) && isFresh(Number(timestamp) * 1000, now, credentials)
    ? verified
    : staleTimestamp;
};
